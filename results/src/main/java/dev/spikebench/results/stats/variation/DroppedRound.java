package dev.spikebench.results.stats.variation;

import dev.spikebench.results.design.Treatment;
import java.util.List;

/// A round that was left out because it is not complete.
///
/// @param round number of the round
/// @param missing cells that it lacks
public record DroppedRound(int round, List<Treatment> missing) {

  /// Keeps an unmodifiable copy.
  public DroppedRound {
    missing = List.copyOf(missing);
  }
}
