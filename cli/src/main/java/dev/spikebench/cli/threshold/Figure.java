package dev.spikebench.cli.threshold;

import dev.spikebench.loadgen.recording.LatencyHistogram;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A figure of a run that a threshold may speak of.
public sealed interface Figure {
  /// What its value is counted in.
  FigureUnit unit();

  /// A statistic of one of the labelled latencies, in ns.
  ///
  /// @param label which latencies
  /// @param reading the statistic
  record Latency(Label label, ToDoubleFunction<LatencyHistogram> reading) implements Figure {
    @Override
    public FigureUnit unit() {
      return FigureUnit.TIME;
    }
  }

  /// The labelled latencies of a run.
  enum Label {
    /// What the target took; meant where no label is written.
    WIRE,
    /// Counted from the moment a request was meant to be sent.
    FROM_PLAN,
    /// From that moment to the real one.
    SEND_LAG,
    /// The closed loop's estimate of what a stall hid.
    BACK_FILLED;

    private String prefix() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Figures of the run as a whole.
  enum Whole implements Figure {
    /// Failed requests as a share of all that ended.
    FAILED_RATE(FigureUnit.SHARE),
    /// Failed requests.
    FAILED(FigureUnit.COUNT),
    /// Acknowledged events a second.
    EVENTS_PER_SECOND(FigureUnit.RATE),
    /// Ended requests a second.
    REQUESTS_PER_SECOND(FigureUnit.RATE),
    /// The most memory that the target's processes held.
    RSS_PEAK(FigureUnit.BYTES),
    /// Their memory before the load.
    RSS_IDLE(FigureUnit.BYTES),
    /// From the start of the target's process to its first good answer.
    STARTUP(FigureUnit.TIME);

    private final FigureUnit unit;

    Whole(FigureUnit unit) {
      this.unit = unit;
    }

    @Override
    public FigureUnit unit() {
      return unit;
    }

    /// Whether it is known only of a process that this run can see.
    public boolean needsProcess() {
      return this == RSS_PEAK || this == RSS_IDLE || this == STARTUP;
    }
  }

  /// Every name that can be read, for messages and help.
  String NAMES =
      "p50, p99.9 or p(99), min, max, avg, med (each also as from_plan.p99, send_lag.p99 and"
          + " back_filled.p99), failed_rate, failed, throughput, events_per_second,"
          + " requests_per_second, rss_peak, rss_idle, startup";

  /// The figure of that name; null where there is none.
  static @Nullable Figure named(String name) {
    if (name.equals("throughput")) {
      return Whole.EVENTS_PER_SECOND;
    }
    for (Whole whole : Whole.values()) {
      if (whole.name().toLowerCase(Locale.ROOT).equals(name)) {
        return whole;
      }
    }
    for (Label label : Label.values()) {
      if (name.startsWith(label.prefix() + ".")) {
        return latency(label, name.substring(label.prefix().length() + 1));
      }
    }
    return latency(Label.WIRE, name);
  }

  private static @Nullable Figure latency(Label label, String statistic) {
    ToDoubleFunction<LatencyHistogram> reading = Statistics.named(statistic);
    return reading == null ? null : new Latency(label, reading);
  }

  /// The statistics by their names.
  final class Statistics {
    private static final Pattern PERCENTILE =
        Pattern.compile("p\\(?(\\d{1,2}(?:\\.\\d{1,4})?|100)\\)?");

    private static final Map<String, ToDoubleFunction<LatencyHistogram>> NAMED =
        Map.of(
            "min", LatencyHistogram::minNs,
            "max", LatencyHistogram::maxNs,
            "avg", LatencyHistogram::meanNs,
            "mean", LatencyHistogram::meanNs,
            "med", latencies -> latencies.percentileNs(50));

    private Statistics() {}

    private static @Nullable ToDoubleFunction<LatencyHistogram> named(String statistic) {
      Matcher matcher = PERCENTILE.matcher(statistic);
      if (matcher.matches() && statistic.contains("(") == statistic.contains(")")) {
        double percentile = Double.parseDouble(matcher.group(1));
        return latencies -> latencies.percentileNs(percentile);
      }
      return NAMED.get(statistic);
    }
  }
}
