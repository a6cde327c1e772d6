package dev.spikebench.results.stats.variation;

import dev.spikebench.results.design.Treatment;

/// One measurement of a factorial study. What was not measured has no observation.
///
/// @param treatment the cell
/// @param round round, from 1
/// @param value the metric, above 0
public record Observation(Treatment treatment, int round, double value) {

  /// @throws IllegalArgumentException when the value is not a number above 0: it has no logarithm
  public Observation {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "value of "
              + treatment
              + " in round "
              + round
              + " must be above 0 to have a logarithm, but is "
              + value);
    }
  }
}
