package dev.spikebench.results.stats.paired;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One turn of all arms within a launch epoch.
///
/// @param epoch launch epoch, from 1
/// @param slices one slice of each arm, in the order in which they were measured
public record SubRound(int epoch, List<Slice> slices) {

  /// Keeps an unmodifiable copy.
  public SubRound {
    slices = List.copyOf(slices);
  }

  /// One slice of one arm.
  ///
  /// @param arm id of the arm
  /// @param value the metric in this slice; null where it was not measured
  /// @param invalid why the slice must not be used, by a rule written down before the run; null
  ///   where it may be. Being slow is no such reason.
  public record Slice(String arm, @Nullable Double value, @Nullable String invalid) {

    /// A slice that may be used.
    public static Slice of(String arm, double value) {
      return new Slice(arm, value, null);
    }
  }

  /// Whether every slice may be used: with one that may not, the whole sub-round is dropped for all
  /// arms, so that none gains from the choice.
  public boolean usable() {
    for (Slice slice : slices) {
      if (slice.invalid() != null) {
        return false;
      }
    }
    return true;
  }

  /// The value of an arm; null where it has none.
  @Nullable Double value(String arm) {
    for (Slice slice : slices) {
      if (slice.arm().equals(arm)) {
        return slice.value();
      }
    }
    return null;
  }
}
