package dev.spikebench.cli.load;

import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.recording.LatencyHistogram;
import dev.spikebench.loadgen.recording.RateSpread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The head of a run's text in the form that wrk made familiar, so that eyes and scripts which know
/// it find their figures. Bytes read are those of the answers' bodies.
final class WrkText {
  private static final double NS_PER_SECOND = 1e9;
  private static final int[] PERCENTILES = {50, 75, 90, 99};

  private static final List<Step> TIMES =
      List.of(new Step(1e3, "us"), new Step(1e3, "ms"), new Step(60, "s"), new Step(60, "m"));

  private static final List<Step> SIZES =
      List.of(
          new Step(1024, "B"), new Step(1024, "KB"), new Step(1024, "MB"), new Step(1024, "GB"));

  private static final List<Step> RATES =
      List.of(new Step(1e3, ""), new Step(1e3, "k"), new Step(1e3, "M"));

  /// A unit, and how many of it make one of the next.
  private record Step(double size, String unit) {}

  private WrkText() {}

  /// The lines to print, without line ends.
  static List<String> lines(LoadResult result, RateSpread rates) {
    List<String> lines = new ArrayList<>();
    int threads = result.client().ioThreads();
    lines.add(
        "Running %s of load @ %s%s"
            .formatted(
                time((double) result.elapsedNs()), result.target(), result.workload().path()));
    lines.add(
        "  %d threads and %d connections".formatted(threads, result.workload().concurrency()));
    LatencyHistogram latency = result.latency();
    lines.add("  Thread Stats   Avg      Stdev     Max   +/- Stdev");
    lines.add(
        row(
            "Latency",
            time(latency.meanNs()),
            time(latency.standardDeviationNs()),
            time((double) latency.maxNs()),
            latency.shareWithinOneDeviation()));
    if (rates.count() > 0) {
      lines.add(
          row(
              "Req/Sec",
              scaled(rates.mean() / threads, RATES),
              scaled(rates.standardDeviation() / threads, RATES),
              scaled(rates.max() / threads, RATES),
              rates.shareWithinOneDeviation()));
    }
    lines.add("  Latency Distribution");
    for (int percentile : PERCENTILES) {
      lines.add(
          "    %3d%% %9s".formatted(percentile, time((double) latency.percentileNs(percentile))));
    }
    lines.addAll(totals(result));
    return lines;
  }

  private static List<String> totals(LoadResult result) {
    double seconds = result.elapsedNs() / NS_PER_SECOND;
    double bytes = result.tally().responseBytes();
    return List.of(
        "  %d requests in %s, %s read"
            .formatted(
                result.tally().requestsEnded(),
                time((double) result.elapsedNs()),
                scaled(bytes, SIZES)),
        String.format(Locale.ROOT, "Requests/sec: %9.2f", result.requestsPerSecond()),
        String.format(
            Locale.ROOT, "Transfer/sec: %10s", scaled(seconds == 0 ? 0 : bytes / seconds, SIZES)));
  }

  private static String row(
      String name, String mean, String deviation, String max, double shareNearMean) {
    return String.format(
        Locale.ROOT,
        "    %-9s %8s %9s %9s %8.2f%%",
        name,
        mean,
        deviation,
        max,
        100 * shareNearMean);
  }

  private static String time(double ns) {
    return scaled(ns / 1e3, TIMES);
  }

  private static String scaled(double value, List<Step> steps) {
    double left = value;
    for (Step step : steps) {
      if (left < step.size() || step.equals(steps.getLast())) {
        return String.format(Locale.ROOT, "%.2f%s", left, step.unit());
      }
      left /= step.size();
    }
    throw new IllegalArgumentException("there must be a unit at least");
  }
}
