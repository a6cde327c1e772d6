package dev.spikebench.results.design;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// A paired session: launch epochs, in each of which every arm is started afresh and then measured
/// in slices that take turns while all of them stay alive.
///
/// The order of starts and the order of slices are two [BalancedOrder]s. Slices go on through the
/// same Latin squares from epoch to epoch, so every arm has been in every place equally often over
/// the session, give or take one. Epochs of later looks are appended without disturbing earlier
/// ones.
///
/// @param arms arms with distinct ids: one baseline, one control, at least one candidate, in any
///   order
/// @param slicesPerEpoch sub-rounds of an epoch, each with one slice of every arm
/// @param seed decides the order
public record PairedPlan(List<Arm> arms, int slicesPerEpoch, long seed) {

  /// Sub-rounds of an epoch unless said otherwise.
  public static final int USUAL_SLICES_PER_EPOCH = 10;

  /// Sets the stream of the starts apart from that of the slices.
  private static final long STARTS = 0x5DEECE66DL;

  /// @throws IllegalArgumentException when ids are given twice, a role is missing or there twice,
  ///   or there is no slice
  public PairedPlan {
    List<String> ids = arms.stream().map(Arm::id).toList();
    if (new HashSet<>(ids).size() != ids.size()) {
      throw new IllegalArgumentException("arms must have distinct ids, but have " + ids);
    }
    requireOne(arms, Arm.Role.BASELINE);
    requireOne(arms, Arm.Role.CONTROL);
    if (count(arms, Arm.Role.CANDIDATE) < 1) {
      throw new IllegalArgumentException("arms must have at least one candidate, but are " + ids);
    }
    if (slicesPerEpoch < 1) {
      throw new IllegalArgumentException(
          "slicesPerEpoch must be at least 1, but is " + slicesPerEpoch);
    }
    arms = List.copyOf(arms);
  }

  /// One slice to come.
  ///
  /// @param epoch launch epoch, from 1
  /// @param subRound sub-round within the epoch, from 1
  /// @param slot place within the sub-round, from 1
  /// @param arm what to measure
  public record Slice(int epoch, int subRound, int slot, Arm arm) {}

  /// The order in which the arms of an epoch are started.
  ///
  /// @param epoch from 1
  public List<Arm> starts(int epoch) {
    return new BalancedOrder<>(arms, seed ^ STARTS).round(epoch);
  }

  /// The slices of an epoch in the order in which they are measured.
  ///
  /// @param epoch from 1
  /// @throws IllegalArgumentException when it is below 1
  public List<Slice> slices(int epoch) {
    if (epoch < 1) {
      throw new IllegalArgumentException("epoch must be at least 1, but is " + epoch);
    }
    int before = (epoch - 1) * slicesPerEpoch;
    List<Slice> slices = new ArrayList<>();
    new BalancedOrder<>(arms, seed)
        .rest(before * arms.size(), before + slicesPerEpoch)
        .forEach(it -> slices.add(new Slice(epoch, it.round() - before, it.slot(), it.arm())));
    return List.copyOf(slices);
  }

  private static void requireOne(List<Arm> arms, Arm.Role role) {
    if (count(arms, role) != 1) {
      throw new IllegalArgumentException(
          "arms must have exactly one " + role + ", but have " + count(arms, role));
    }
  }

  private static long count(List<Arm> arms, Arm.Role role) {
    return arms.stream().filter(it -> it.role() == role).count();
  }
}
