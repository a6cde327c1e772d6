package dev.spikebench.cli.threshold;

import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.recording.BackFilled;
import dev.spikebench.loadgen.recording.Latencies;
import dev.spikebench.loadgen.recording.LatencyHistogram;
import dev.spikebench.results.model.Measurement;
import org.jspecify.annotations.Nullable;

/// The figures of a run, or of the part of it that is over, by their names.
///
/// @param latencies the labelled latencies
/// @param backFilled the closed loop's estimate; null where there is none
/// @param requestsOk requests that ended well
/// @param requestsFailed requests that did not
/// @param eventsPerSecond acknowledged events a second
/// @param requestsPerSecond ended requests a second
/// @param target what is known of the target's process
public record RunFigures(
    Latencies latencies,
    @Nullable BackFilled backFilled,
    long requestsOk,
    long requestsFailed,
    double eventsPerSecond,
    double requestsPerSecond,
    TargetFigures target) {
  private static final Measurement NO_SAMPLE =
      Measurement.unavailable("no request that counts for it ended");

  /// The figures of a whole run.
  public static RunFigures of(LoadResult result, TargetFigures target) {
    return new RunFigures(
        result.latencies(),
        result.backFilled(),
        result.requestsOk(),
        result.requestsFailed(),
        result.eventsPerSecond(),
        result.requestsPerSecond(),
        target);
  }

  /// The value of a figure in its base unit, or why it is not known.
  public Measurement value(Figure figure) {
    return switch (figure) {
      case Figure.Latency latency -> latency(latency);
      case Figure.Whole whole -> whole(whole);
    };
  }

  private Measurement latency(Figure.Latency latency) {
    LatencyHistogram histogram = histogram(latency.label());
    return histogram.count() == 0
        ? NO_SAMPLE
        : Measurement.of(latency.reading().applyAsDouble(histogram));
  }

  private LatencyHistogram histogram(Figure.Label label) {
    return switch (label) {
      case WIRE -> latencies.wire();
      case FROM_PLAN -> latencies.fromPlan();
      case SEND_LAG -> latencies.sendLag();
      case BACK_FILLED -> backFilled == null ? LatencyHistogram.empty() : backFilled.latency();
    };
  }

  private Measurement whole(Figure.Whole whole) {
    return switch (whole) {
      case FAILED_RATE -> failedRate();
      case FAILED -> Measurement.of((double) requestsFailed);
      case EVENTS_PER_SECOND -> Measurement.of(eventsPerSecond);
      case REQUESTS_PER_SECOND -> Measurement.of(requestsPerSecond);
      case RSS_PEAK -> target.peakRssBytes();
      case RSS_IDLE -> target.idleRssBytes();
      case STARTUP -> target.startupNs();
    };
  }

  private Measurement failedRate() {
    long ended = requestsOk + requestsFailed;
    return ended == 0 ? NO_SAMPLE : Measurement.of((double) requestsFailed / ended);
  }
}
