package dev.spikebench.cli.distribution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What starting costs.
///
/// @param timeToHealthyMs median time from the start of the process to its first healthy answer
/// @param idleRssBytes median resident memory when it has come to rest; null where no start got to
///   rest
/// @param starts how many starts
public record StartFigures(double timeToHealthyMs, @Nullable Long idleRssBytes, int starts) {

  static StartFigures of(List<Double> timesMs, List<Double> rssBytes) {
    return new StartFigures(
        median(timesMs),
        rssBytes.isEmpty() ? null : (Long) Math.round(median(rssBytes)),
        timesMs.size());
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
