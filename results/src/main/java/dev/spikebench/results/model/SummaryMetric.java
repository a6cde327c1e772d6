package dev.spikebench.results.model;

import org.jspecify.annotations.Nullable;

/// One figure of a backend's summary with its interval, in the unit that its key names.
///
/// @param value the estimate; null where there is none
/// @param low lower end of its interval; null where there is none
/// @param high upper end of its interval; null where there is none
/// @param n samples the estimate rests on: iterations, or pooled requests for a latency
/// @param reason why the estimate or its interval is missing; null where nothing is
public record SummaryMetric(
    @Nullable Double value,
    @Nullable Double low,
    @Nullable Double high,
    long n,
    @Nullable String reason) {

  /// @throws IllegalArgumentException when the parts contradict each other
  public SummaryMetric {
    Checks.finite("value", value);
    Checks.finite("low", low);
    Checks.finite("high", high);
    Checks.atLeast("n", 0, n);
    Checks.optionalText("reason", reason);
    if ((low == null) != (high == null)) {
      throw Checks.bad("low and high", low + " and " + high, "both given or both null");
    }
    if (low != null && high != null && (value == null || value < low || value > high)) {
      throw Checks.bad("value", value, "within its interval from " + low + " to " + high);
    }
    if ((low == null) != (reason != null)) {
      throw Checks.bad("reason", reason, "given exactly where value or interval is missing");
    }
  }

  /// An estimate with its interval.
  public static SummaryMetric of(double value, double low, double high, long n) {
    return new SummaryMetric(value, low, high, n, null);
  }

  /// An estimate that has no interval, and why.
  public static SummaryMetric withoutInterval(double value, long n, String reason) {
    return new SummaryMetric(value, null, null, n, reason);
  }

  /// No estimate, and why.
  public static SummaryMetric unavailable(long n, String reason) {
    return new SummaryMetric(null, null, null, n, reason);
  }
}
