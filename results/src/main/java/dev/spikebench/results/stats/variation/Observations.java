package dev.spikebench.results.stats.variation;

import dev.spikebench.results.design.FactorialDesign;
import dev.spikebench.results.design.Treatment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Logarithms of the observations by cell and round.
final class Observations {

  private final Map<Treatment, SortedMap<Integer, Double>> logs = new HashMap<>();
  private final SortedSet<Integer> rounds = new TreeSet<>();

  /// @throws IllegalArgumentException when one is not of the design, or a cell has two in one round
  Observations(FactorialDesign design, List<Observation> observations) {
    Set<Treatment> cells = new HashSet<>(design.treatments());
    for (Observation observation : observations) {
      Treatment cell = observation.treatment();
      if (!cells.contains(cell)) {
        throw new IllegalArgumentException("the design has no treatment " + cell);
      }
      Double before =
          logs.computeIfAbsent(cell, it -> new TreeMap<>())
              .put(observation.round(), Math.log(observation.value()));
      if (before != null) {
        throw new IllegalArgumentException(
            cell + " must have one value in round " + observation.round() + ", but has two");
      }
      rounds.add(observation.round());
    }
  }

  /// The rounds with any observation.
  List<Integer> rounds() {
    return List.copyOf(rounds);
  }

  /// The logarithms of a cell by round.
  SortedMap<Integer, Double> of(Treatment cell) {
    return logs.getOrDefault(cell, new TreeMap<>());
  }

  /// The logarithm of a cell in a round in which it was measured.
  double log(Treatment cell, int round) {
    return Objects.requireNonNull(of(cell).get(round), "the round is complete");
  }

  /// Whether the cell was measured in the round.
  boolean has(Treatment cell, int round) {
    return of(cell).containsKey(round);
  }

  /// Whether anything was measured at the level.
  boolean hasLevel(String factor, String level) {
    return logs.keySet().stream().anyMatch(it -> it.level(factor).equals(level));
  }
}
