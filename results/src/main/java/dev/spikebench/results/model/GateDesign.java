package dev.spikebench.results.model;

import java.util.List;

/// How a gate's session was laid out: all that decides what its raw figures mean, declared before
/// the first of them.
///
/// @param protocol always [#PROTOCOL]
/// @param order how the order of arms was chosen: [#ORDER]
/// @param restart when arms are started anew: [#PER_EPOCH], or [#NEVER] where an arm is a target
///   that ran before
/// @param latencyFrom what a latency counts from: `scheduled`
/// @param pacedSlices sub-rounds of an epoch in which each arm is loaded by a plan
/// @param saturatedSlices sub-rounds after them in which each arm is loaded in a closed loop
/// @param sliceNs length of a paced slice
/// @param pacedRequestsPerSecond rate of the plan, the same for every arm; 0 where the session
///   ended before it was known
/// @param saturatedEvents events of a saturated slice, the same for every arm
/// @param warmupEvents events that each launch is warmed up with, the same for every arm
/// @param looks numbers of epochs at which the session is judged, increasing
/// @param confidencePerLook confidence of each look, split among the gating rules
/// @param rules what is judged
/// @param maxTimeNs longest time the session may take
public record GateDesign(
    String protocol,
    String order,
    String restart,
    String latencyFrom,
    int pacedSlices,
    int saturatedSlices,
    long sliceNs,
    double pacedRequestsPerSecond,
    long saturatedEvents,
    long warmupEvents,
    List<Integer> looks,
    double confidencePerLook,
    List<GateRule> rules,
    long maxTimeNs) {

  /// Launch epochs with live slices, and an A/A control.
  public static final String PROTOCOL = "paired";

  /// Each arm stands equally often in each place.
  public static final String ORDER = "balanced-random";

  /// Every arm is started afresh in every epoch.
  public static final String PER_EPOCH = "per-epoch";

  /// At least one arm ran before and goes on running.
  public static final String NEVER = "never";

  /// @throws IllegalArgumentException when a value is missing or out of range
  public GateDesign {
    if (!PROTOCOL.equals(protocol)) {
      throw Checks.bad("design.protocol", protocol, PROTOCOL);
    }
    Checks.id("design.order", order);
    Checks.id("design.restart", restart);
    Checks.id("design.latencyFrom", latencyFrom);
    Checks.atLeast("design.pacedSlices", 1, pacedSlices);
    Checks.atLeast("design.saturatedSlices", 0, saturatedSlices);
    Checks.atLeast("design.sliceNs", 1, sliceNs);
    if (!(pacedRequestsPerSecond >= 0 && Double.isFinite(pacedRequestsPerSecond))) {
      throw Checks.bad("design.pacedRequestsPerSecond", pacedRequestsPerSecond, "a number from 0");
    }
    Checks.atLeast("design.saturatedEvents", 0, saturatedEvents);
    Checks.atLeast("design.warmupEvents", 0, warmupEvents);
    looks = Checks.list("design.looks", looks);
    if (looks.isEmpty()) {
      throw Checks.bad("design.looks", looks, "at least one");
    }
    if (!(confidencePerLook > 0.5 && confidencePerLook < 1)) {
      throw Checks.bad("design.confidencePerLook", confidencePerLook, "between 0.5 and 1");
    }
    rules = Checks.list("design.rules", rules);
    if (rules.stream().map(GateRule::metric).distinct().count() != rules.size()) {
      throw Checks.bad("design.rules", rules, "one for each metric");
    }
    if (rules.stream().noneMatch(GateRule::gates)) {
      throw Checks.bad("design.rules", rules, "with at least one that gates");
    }
    Checks.atLeast("design.maxTimeNs", 1, maxTimeNs);
  }

  /// Sub-rounds of an epoch.
  public int slicesPerEpoch() {
    return pacedSlices + saturatedSlices;
  }

  /// The rules that decide the verdict.
  public List<GateRule> gating() {
    return rules.stream().filter(GateRule::gates).toList();
  }

  /// Requests of a paced slice.
  public long pacedRequests() {
    return Math.max(1, Math.round(pacedRequestsPerSecond * sliceNs / 1e9));
  }
}
