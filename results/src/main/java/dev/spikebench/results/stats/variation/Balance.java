package dev.spikebench.results.stats.variation;

import dev.spikebench.results.design.Factor;
import dev.spikebench.results.design.FactorialDesign;
import dev.spikebench.results.design.Treatment;
import java.util.ArrayList;
import java.util.List;

/// The part of a study that is balanced, and what was left out to get there.
///
/// A level at which nothing was measured (a backend that could not be built) is dropped. Then a
/// round that lacks a cell (a run that failed) is dropped whole, so that every cell keeps the same
/// rounds.
///
/// @param design factors with the levels that are left
/// @param droppedLevels levels at which nothing was measured
/// @param rounds complete rounds, by number
/// @param droppedRounds rounds that lack a cell
/// @param neverMeasured cells of `design` that were measured in no round; no round is complete then
record Balance(
    FactorialDesign design,
    List<DroppedLevel> droppedLevels,
    List<Integer> rounds,
    List<DroppedRound> droppedRounds,
    List<Treatment> neverMeasured) {

  /// The balanced part of these observations, of which there is at least one.
  static Balance of(FactorialDesign planned, Observations observations) {
    FactorialDesign design = planned;
    List<DroppedLevel> droppedLevels = new ArrayList<>();
    for (Factor factor : planned.factors()) {
      for (String level : factor.levels()) {
        if (!observations.hasLevel(factor.name(), level)) {
          design = design.without(factor.name(), level);
          droppedLevels.add(new DroppedLevel(factor.name(), level));
        }
      }
    }
    List<Integer> complete = new ArrayList<>();
    List<DroppedRound> dropped = new ArrayList<>();
    List<Treatment> cells = design.treatments();
    for (int round : observations.rounds()) {
      List<Treatment> missing = cells.stream().filter(it -> !observations.has(it, round)).toList();
      if (missing.isEmpty()) {
        complete.add(round);
      } else {
        dropped.add(new DroppedRound(round, missing));
      }
    }
    List<Treatment> never = cells.stream().filter(it -> observations.of(it).isEmpty()).toList();
    return new Balance(design, droppedLevels, complete, dropped, never);
  }
}
