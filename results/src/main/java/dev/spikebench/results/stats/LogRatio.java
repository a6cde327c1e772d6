package dev.spikebench.results.stats;

import java.util.OptionalDouble;

/// A ratio, estimated on the logarithmic scale with its interval and test. Every ratio counts from
/// 1 (logarithm 0): no difference.
///
/// @param estimate Hodges–Lehmann estimate of the logarithm of the ratio
/// @param interval interval of the same logarithm
/// @param test test of the hypothesis that the logarithm is 0
/// @param n number of samples: pairs, or both groups together
public record LogRatio(double estimate, Interval interval, RankTest test, int n) {

  /// The ratio itself.
  public double ratio() {
    return Math.exp(estimate);
  }

  /// Lower end of the interval of the ratio; empty where the samples are too few for one.
  public OptionalDouble low() {
    return interval instanceof Interval.Bounded bounded
        ? OptionalDouble.of(Math.exp(bounded.low()))
        : OptionalDouble.empty();
  }

  /// Upper end of the interval of the ratio; empty where the samples are too few for one.
  public OptionalDouble high() {
    return interval instanceof Interval.Bounded bounded
        ? OptionalDouble.of(Math.exp(bounded.high()))
        : OptionalDouble.empty();
  }

  /// Whether the interval exists and leaves out 1: a difference was seen.
  public boolean differs() {
    return interval instanceof Interval.Bounded bounded && !bounded.encloses(0);
  }

  /// The ratio the other way round, with the same p-value; the statistic stays that of this way.
  public LogRatio inverse() {
    Interval inverse =
        switch (interval) {
          case Interval.Bounded(double low, double high, double coverage, Interval.Method method) ->
              new Interval.Bounded(0 - high, 0 - low, coverage, method);
          case Interval.TooFewSamples few -> few;
        };
    return new LogRatio(0 - estimate, inverse, test, n);
  }
}
