package dev.spikebench.results.soak;

import dev.spikebench.results.stats.Estimate;
import dev.spikebench.results.stats.trend.Growth;
import dev.spikebench.results.stats.trend.TheilSen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Judges whether a target's resources grew. Pure functions of the intervals.
///
/// Only the process that lived longest counts: a restart gives everything back. Its first time is
/// left out, in which runtimes compile, fill caches and take the memory they will keep; so is the
/// stump of an interval, which weighs less than the others.
public final class SoakTrends {
  private static final double CONFIDENCE = 0.95;
  private static final double SECONDS_PER_HOUR = 3_600;

  /// Sorting the slopes of all pairs of so many points takes milliseconds.
  private static final int MOST_POINTS = 500;

  private SoakTrends() {}

  /// The trends of memory, open files and threads, in this order.
  ///
  /// @param intervals in the order of time
  public static List<SoakTrend> of(List<SoakInterval> intervals, SoakPlan plan, SoakLimits limits) {
    List<SoakInterval> judged = judged(intervals, plan);
    return List.of(
        trend("rss", judged, it -> it.target().rssBytes(), limits.rssBytes(), limits),
        trend("openFiles", judged, it -> it.target().openFiles(), limits.openFiles(), limits),
        trend("threads", judged, it -> it.target().threads(), limits.threads(), limits));
  }

  /// The verdict over all of them: LEAK where one leaks, STABLE where memory is and none of the
  /// others is in doubt.
  public static Growth verdict(List<SoakTrend> trends) {
    if (trends.stream().anyMatch(it -> it.growth() == Growth.LEAK)) {
      return Growth.LEAK;
    }
    return trends.stream().allMatch(it -> it.growth() == Growth.STABLE)
        ? Growth.STABLE
        : Growth.CANNOT_TELL;
  }

  private static List<SoakInterval> judged(List<SoakInterval> intervals, SoakPlan plan) {
    Map<Integer, List<SoakInterval>> lives =
        intervals.stream()
            .collect(
                Collectors.groupingBy(SoakInterval::process, TreeMap::new, Collectors.toList()));
    List<SoakInterval> longest =
        lives.values().stream().max(Comparator.comparingDouble(SoakTrends::span)).orElse(List.of());
    if (longest.isEmpty()) {
      return longest;
    }
    double from = longest.getFirst().startSeconds() + plan.settleSeconds();
    return longest.stream()
        .filter(it -> it.startSeconds() >= from - 1e-9)
        .filter(it -> it.seconds() >= plan.intervalSeconds() / 2)
        .toList();
  }

  private static double span(List<SoakInterval> life) {
    return life.getLast().endSeconds() - life.getFirst().startSeconds();
  }

  private static SoakTrend trend(
      String resource,
      List<SoakInterval> intervals,
      Function<SoakInterval, @Nullable Long> value,
      double least,
      SoakLimits limits) {
    List<double[]> points = new ArrayList<>();
    for (SoakInterval interval : intervals) {
      Long found = value.apply(interval);
      if (found != null) {
        double middle = (interval.startSeconds() + interval.endSeconds()) / 2;
        points.add(new double[] {middle / SECONDS_PER_HOUR, (double) found});
      }
    }
    if (points.size() < 2) {
      return new SoakTrend(resource, null, null, null, least, points.size(), Growth.CANNOT_TELL);
    }
    List<double[]> thinned = thinned(points);
    Estimate slope =
        TheilSen.slope(
            thinned.stream().mapToDouble(it -> it[0]).toArray(),
            thinned.stream().mapToDouble(it -> it[1]).toArray(),
            CONFIDENCE);
    return new SoakTrend(
        resource,
        slope.value(),
        slope.low(),
        slope.high(),
        least,
        points.size(),
        longEnough(thinned, limits) ? Growth.of(slope, least) : Growth.CANNOT_TELL);
  }

  /// From the middle of the first interval to that of the last is one interval less than the whole.
  private static boolean longEnough(List<double[]> points, SoakLimits limits) {
    double hours = points.getLast()[0] - points.getFirst()[0];
    double whole = hours * points.size() / (points.size() - 1);
    return whole * SECONDS_PER_HOUR >= limits.leastSeconds() * (1 - 1e-3);
  }

  /// Means of neighbours, so that a soak of weeks is judged as fast as one of minutes.
  private static List<double[]> thinned(List<double[]> points) {
    int together = Math.ceilDiv(points.size(), MOST_POINTS);
    List<double[]> means = new ArrayList<>();
    for (int from = 0; from < points.size(); from += together) {
      List<double[]> group = points.subList(from, Math.min(points.size(), from + together));
      means.add(
          new double[] {
            group.stream().mapToDouble(it -> it[0]).average().orElseThrow(),
            group.stream().mapToDouble(it -> it[1]).average().orElseThrow()
          });
    }
    return means;
  }
}
