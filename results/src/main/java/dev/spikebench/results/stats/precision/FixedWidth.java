package dev.spikebench.results.stats.precision;

import dev.spikebench.results.stats.Estimate;
import dev.spikebench.results.stats.OrderStatistics;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// A rule that ends a run when its intervals are narrow enough, instead of after a fixed number of
/// rounds.
///
/// It looks only at how wide the intervals of the medians are, never at where they lie, so no
/// verdict can be fished for, and no error has to be split among the looks as the gate does.
/// Source: Y. S. Chow and H. Robbins, *On the asymptotic theory of fixed-width sequential
/// confidence intervals for the mean*, Annals of Mathematical Statistics 36 (1965), 457–462: the
/// coverage tends to what was asked for as the width tends to 0. With few rounds it does not quite:
/// an interval that is narrow by luck ends the run. Two guards bring it back, which a simulation
/// among the tests holds: a smallest number of rounds, and that the width must be met in two
/// successive rounds.
///
/// @param relativeHalfWidth half of an interval's width as a share of its estimate: 0.05 for ±5 %
/// @param minimumRounds rounds that are always run, at least 2
/// @param maximumRounds rounds after which the run ends anyhow
/// @param confidence confidence of each interval, between 0.5 and 1
public record FixedWidth(
    double relativeHalfWidth, int minimumRounds, int maximumRounds, double confidence) {

  /// Rounds that are always run unless said otherwise.
  public static final int USUAL_MINIMUM_ROUNDS = 10;

  /// @throws IllegalArgumentException when a value is out of range
  public FixedWidth {
    if (!(relativeHalfWidth > 0 && relativeHalfWidth < 1)) {
      throw new IllegalArgumentException(
          "relativeHalfWidth must be between 0 and 1, but is " + relativeHalfWidth);
    }
    if (minimumRounds < 2 || maximumRounds < minimumRounds) {
      throw new IllegalArgumentException(
          "rounds must be at least 2 and in order, but are from "
              + minimumRounds
              + " to "
              + maximumRounds);
    }
    if (!(confidence > 0.5 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence must be between 0.5 and 1, but is " + confidence);
    }
  }

  /// What to do after a round.
  public sealed interface Decision {

    /// Every interval was narrow enough in this round and the one before.
    ///
    /// @param rounds rounds that were run
    record NarrowEnough(int rounds) implements Decision {}

    /// One more round.
    ///
    /// @param rounds rounds that were run
    /// @param widest name of the series whose interval is widest
    /// @param relativeHalfWidth its half width as a share of its estimate; infinite where there is
    ///   no interval yet, or the estimate is 0
    /// @param roundsExpected rounds that the run will take in all, by the rule that a width shrinks
    ///   with the square root of the number
    record GoOn(int rounds, String widest, double relativeHalfWidth, int roundsExpected)
        implements Decision {}

    /// The greatest number of rounds was reached first.
    ///
    /// @param rounds rounds that were run
    /// @param widest name of the series whose interval is widest
    /// @param relativeHalfWidth its half width as a share of its estimate; infinite where there is
    ///   no interval, or the estimate is 0
    record StillTooWide(int rounds, String widest, double relativeHalfWidth) implements Decision {}
  }

  /// The decision after the rounds so far.
  ///
  /// @param series samples of each figure by its name, one a round in the order of rounds; at least
  ///   one series, all of the same length
  /// @throws IllegalArgumentException when there is no series, or their lengths differ
  public Decision decide(Map<String, double[]> series) {
    int rounds = rounds(series);
    if (rounds == 0) {
      return new Decision.GoOn(
          0, new TreeMap<>(series).firstKey(), Double.POSITIVE_INFINITY, minimumRounds);
    }
    String widest = widest(series, rounds);
    double width = width(series, widest, rounds);
    boolean narrow = width <= relativeHalfWidth && rounds >= minimumRounds;
    if (narrow && width(series, widest(series, rounds - 1), rounds - 1) <= relativeHalfWidth) {
      return new Decision.NarrowEnough(rounds);
    }
    return rounds >= maximumRounds
        ? new Decision.StillTooWide(rounds, widest, width)
        : new Decision.GoOn(rounds, widest, width, expected(rounds, width));
  }

  private int expected(int rounds, double width) {
    if (Double.isInfinite(width)) {
      return Math.max(minimumRounds, rounds + 1);
    }
    double shrunk = rounds * Math.pow(width / relativeHalfWidth, 2);
    long wanted = Math.max((long) Math.ceil(shrunk), rounds + 1L);
    return Math.clamp(wanted, minimumRounds, maximumRounds);
  }

  private String widest(Map<String, double[]> series, int rounds) {
    // By name where widths are equal, so that the answer does not depend on the map.
    String widest = new TreeMap<>(series).firstKey();
    for (String name : new TreeMap<>(series).keySet()) {
      if (width(series, name, rounds) > width(series, widest, rounds)) {
        widest = name;
      }
    }
    return widest;
  }

  private double width(Map<String, double[]> series, String name, int rounds) {
    double[] samples = Arrays.copyOf(series.getOrDefault(name, new double[0]), rounds);
    Estimate median = OrderStatistics.median(samples, confidence);
    Double low = median.low();
    Double high = median.high();
    if (low == null || high == null) {
      return Double.POSITIVE_INFINITY;
    }
    double half = (high - low) / 2;
    return half == 0 ? 0 : half / Math.abs(median.value());
  }

  private static int rounds(Map<String, double[]> series) {
    int[] lengths = series.values().stream().mapToInt(it -> it.length).distinct().toArray();
    if (lengths.length != 1) {
      throw new IllegalArgumentException(
          "series must be at least one and of one length, but are "
              + series.size()
              + " of "
              + Arrays.toString(lengths));
    }
    return lengths[0];
  }
}
