package dev.spikebench.results.stats.ranking;

import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.paired.SignedRank;
import java.util.List;

/// One ratio over several scenarios: in each round the geometric mean of their ratios, which does
/// not depend on which arm is the reference. Source: P. J. Fleming and J. J. Wallace, *How not to
/// lie with statistics: the correct way to summarize benchmark results*, Communications of the ACM
/// 29 (1986), 218–221. A summary line beside the scenarios, never instead of them.
public final class GeometricMean {

  private GeometricMean() {}

  /// The mean ratio with its interval over rounds.
  ///
  /// @param logRatios logarithms of one scenario's ratios by round, for each scenario; all of the
  ///   same rounds in the same order
  /// @throws IllegalArgumentException when there is no scenario or round, or their numbers differ
  public static LogRatio of(List<double[]> logRatios, Confidence confidence) {
    if (logRatios.stream().mapToInt(it -> it.length).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "logRatios must be of the same rounds, but their numbers are "
              + logRatios.stream().map(it -> it.length).toList());
    }
    double[] means = new double[logRatios.getFirst().length];
    for (double[] scenario : logRatios) {
      for (int round = 0; round < means.length; round++) {
        means[round] += scenario[round] / logRatios.size();
      }
    }
    return SignedRank.of(means, confidence);
  }
}
