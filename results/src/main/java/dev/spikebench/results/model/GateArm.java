package dev.spikebench.results.model;

import org.jspecify.annotations.Nullable;

/// One side of a gate's session.
///
/// @param id [#BASELINE], [#CANDIDATE] or [#CONTROL]
/// @param ref what the user named, for instance `git:main`
/// @param backendId the backend's id in its descriptor; null for an address
/// @param revision commit that it was built from; null where it is no checkout
/// @param uncommitted whether files differed from that commit; null where that is not known
/// @param address where it ran before; null where it was started
/// @param addedCpuShare CPU time that was added on purpose beside the arm's own, as a share of it;
///   0 but in a self-test
public record GateArm(
    String id,
    String ref,
    @Nullable String backendId,
    @Nullable String revision,
    @Nullable Boolean uncommitted,
    @Nullable String address,
    double addedCpuShare) {

  /// What the candidate is held against.
  public static final String BASELINE = "baseline";

  /// What is judged.
  public static final String CANDIDATE = "candidate";

  /// The baseline a second time: its true difference is none.
  public static final String CONTROL = "control";

  /// @throws IllegalArgumentException when a value is missing or out of range
  public GateArm {
    if (!BASELINE.equals(id) && !CANDIDATE.equals(id) && !CONTROL.equals(id)) {
      throw Checks.bad("arm.id", id, "baseline, candidate or control");
    }
    Checks.text("arm.ref", ref);
    Checks.optionalText("arm.backendId", backendId);
    Checks.optionalText("arm.revision", revision);
    Checks.optionalText("arm.address", address);
    if (!(addedCpuShare >= 0 && addedCpuShare < 10)) {
      throw Checks.bad("arm.addedCpuShare", addedCpuShare, "from 0 to below 10");
    }
  }
}
