package dev.spikebench.results.stats.verdict;

import dev.spikebench.results.stats.paired.EpochRatios;
import dev.spikebench.results.stats.paired.OrderEffect;

/// What one session says of one metric of one candidate.
///
/// @param candidate candidate against baseline
/// @param control the baseline's second copy against the baseline, whose true difference is none;
///   no epoch where the session had no control
/// @param orderEffect first slot against last
/// @param subRounds sub-rounds that were measured
/// @param dropped those among them that must not be used
public record Evidence(
    EpochRatios candidate,
    EpochRatios control,
    OrderEffect orderEffect,
    int subRounds,
    int dropped) {

  /// @throws IllegalArgumentException when more were dropped than measured
  public Evidence {
    if (dropped < 0 || dropped > subRounds) {
      throw new IllegalArgumentException(
          "dropped must be from 0 to " + subRounds + ", but is " + dropped);
    }
  }
}
