package dev.spikebench.results.model;

import org.jspecify.annotations.Nullable;

/// What else the machine did while something was measured.
///
/// @param cpuPressure share of the time in which some runnable thread had to wait for a processor;
///   null where the system does not tell
/// @param stolenCores processors' worth of time that the hypervisor gave to others; null likewise
/// @param involuntarySwitches context switches of the measured process because another was to run;
///   null likewise
/// @param throttledNs time for which a quota held the load generator's control group back
/// @param missing why a figure is null; null where none is
public record Interference(
    @Nullable Double cpuPressure,
    @Nullable Double stolenCores,
    @Nullable Double involuntarySwitches,
    long throttledNs,
    @Nullable String missing) {

  /// @throws IllegalArgumentException when a value is out of range, or absent without a reason
  public Interference {
    Checks.finite("interference.cpuPressure", cpuPressure);
    Checks.finite("interference.stolenCores", stolenCores);
    Checks.finite("interference.involuntarySwitches", involuntarySwitches);
    Checks.atLeast("interference.throttledNs", 0, throttledNs);
    Checks.optionalText("interference.missing", missing);
    boolean absent = cpuPressure == null || stolenCores == null || involuntarySwitches == null;
    if (absent != (missing != null)) {
      throw Checks.bad(
          "interference.missing", missing, absent ? "given where a figure is null" : "null");
    }
  }
}
