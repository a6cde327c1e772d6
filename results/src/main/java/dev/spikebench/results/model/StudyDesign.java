package dev.spikebench.results.model;

import java.util.List;
import java.util.Map;

/// How a factorial study was laid out: every combination of levels once in every round.
///
/// @param factors what was varied, with all levels that were planned
/// @param roundsPlanned rounds that were planned
/// @param order how the order within a round was chosen, for instance `balanced-random`
/// @param latencyFrom what a latency counts from: `sent` (the real send time) or `scheduled`
/// @param confidence confidence of every interval in the reports, between 0.5 and 1
public record StudyDesign(
    List<StudyFactor> factors,
    int roundsPlanned,
    String order,
    String latencyFrom,
    double confidence) {

  /// @throws IllegalArgumentException when a value is missing or out of range
  public StudyDesign {
    factors = Checks.list("design.factors", factors);
    if (factors.isEmpty()
        || factors.stream().map(StudyFactor::name).distinct().count() != factors.size()) {
      throw Checks.bad("design.factors", factors, "at least one, each name once");
    }
    Checks.atLeast("design.roundsPlanned", 1, roundsPlanned);
    Checks.id("design.order", order);
    Checks.id("design.latencyFrom", latencyFrom);
    if (!(confidence > 0.5 && confidence < 1)) {
      throw Checks.bad("design.confidence", confidence, "between 0.5 and 1");
    }
  }

  /// Balanced random order, latencies from the real send time, intervals of 95 % confidence.
  public static StudyDesign of(List<StudyFactor> factors, int roundsPlanned) {
    return new StudyDesign(factors, roundsPlanned, "balanced-random", "sent", 0.95);
  }

  /// The levels of a factor; none where the study has no such factor.
  public List<String> levels(String factor) {
    return factors.stream()
        .filter(it -> it.name().equals(factor))
        .findFirst()
        .map(StudyFactor::levels)
        .orElse(List.of());
  }

  /// Whether a cell has exactly one level of each factor.
  boolean holds(Map<String, String> levels) {
    return levels.size() == factors.size()
        && factors.stream().allMatch(it -> it.levels().contains(levels.get(it.name())));
  }
}
