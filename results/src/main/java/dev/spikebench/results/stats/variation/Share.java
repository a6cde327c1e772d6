package dev.spikebench.results.stats.variation;

import dev.spikebench.results.stats.Interval;
import java.util.List;

/// How much of the variation one source explains.
///
/// @param kind what kind of source
/// @param factors names of the factors: one for a main effect, two for a two-way interaction, else
///   none
/// @param degreesOfFreedom independent comparisons in it
/// @param sumOfSquares its sum of squares, of logarithms
/// @param share its share of the total sum of squares, from 0 to 1
/// @param interval interval of the share over rounds
public record Share(
    Kind kind,
    List<String> factors,
    int degreesOfFreedom,
    double sumOfSquares,
    double share,
    Interval interval) {

  /// Keeps an unmodifiable copy.
  public Share {
    factors = List.copyOf(factors);
  }

  /// What kind of source.
  public enum Kind {
    /// One factor, averaged over all others.
    MAIN_EFFECT,
    /// How much the effect of one factor depends on another.
    TWO_WAY_INTERACTION,
    /// All interactions of three and more factors together.
    HIGHER_INTERACTIONS,
    /// Rounds: drift of the machine.
    ROUNDS,
    /// What repeats of the same cell differ by beyond that.
    RESIDUAL
  }
}
