package dev.spikebench.cli.soak;

import dev.spikebench.cli.text.Quantity;
import dev.spikebench.results.soak.SoakInterval;
import dev.spikebench.results.soak.SoakLatency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A soak's intervals on a terminal, a line each, as they end. Stateless.
final class SoakText {
  private static final String UNKNOWN = "-";

  private SoakText() {}

  /// The heads of the columns.
  static String head() {
    return String.format(
        Locale.ROOT,
        "%8s %10s %10s %10s %10s %7s %11s %11s %6s",
        "end",
        "events/s",
        "p50",
        "p99",
        "max",
        "failed",
        "health p99",
        "memory",
        "CPU");
  }

  /// One interval.
  static String line(SoakInterval interval) {
    Double cpu = interval.target().cpuShare();
    Long rss = interval.target().rssBytes();
    return String.format(
        Locale.ROOT,
        "%8s %10s %10s %10s %10s %7s %11s %11s %6s",
        clock(interval.endSeconds()),
        Quantity.rate(interval.eventsPerSecond()),
        milliseconds(interval.latencyMs() == null ? null : interval.latencyMs().p50()),
        milliseconds(interval.latencyMs() == null ? null : interval.latencyMs().p99()),
        milliseconds(interval.latencyMs() == null ? null : interval.latencyMs().max()),
        Quantity.count(interval.requestsFailed()),
        health(interval.healthMs()),
        rss == null ? UNKNOWN : Quantity.megabytes(rss),
        cpu == null ? UNKNOWN : String.format(Locale.ROOT, "%.0f%%", cpu * 100));
  }

  private static String health(@Nullable SoakLatency latency) {
    return milliseconds(latency == null ? null : latency.p99());
  }

  private static String milliseconds(@Nullable Double value) {
    return value == null ? UNKNOWN : Quantity.milliseconds(value * 1e6);
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
  }
}
