package dev.spikebench.loadgen;

import java.util.List;

/// Leaves out what a run rightly says of a machine that stalls or is overloaded, so that a test of
/// something else holds there too.
final class MachineNoise {
  private static final List<String> NOISE =
      List.of(
          "stood still",
          "itself was the limit",
          "Little's law",
          "processor time it may use",
          "late for its own plan",
          "on a server that costs nothing",
          "never came to rest");

  private MachineNoise() {}

  /// The reasons that do not speak of the machine.
  static List<String> without(List<String> reasons) {
    return reasons.stream().filter(it -> NOISE.stream().noneMatch(it::contains)).toList();
  }
}
