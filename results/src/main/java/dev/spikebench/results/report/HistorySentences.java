package dev.spikebench.results.report;

import dev.spikebench.results.history.History;
import dev.spikebench.results.history.HistorySeries;
import dev.spikebench.results.history.HistoryStep;
import dev.spikebench.results.stats.LogRatio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a history says in sentences: what moved, what is not comparable, and how to read both.
final class HistorySentences {

  private final History history;
  private final HistoryNames names;
  private final List<HistoryStep> steps;

  HistorySentences(History history, HistoryNames names) {
    this.history = history;
    this.names = names;
    this.steps = history.series().stream().flatMap(it -> it.steps().stream()).toList();
  }

  /// Whether any figure got worse.
  boolean anyWorse() {
    return count(HistoryStep.Kind.WORSE) > 0;
  }

  private long count(HistoryStep.Kind kind) {
    return steps.stream().filter(it -> it.kind() == kind).count();
  }

  /// What it comes to, in a few words.
  String headline() {
    long worse = count(HistoryStep.Kind.WORSE);
    long better = count(HistoryStep.Kind.BETTER);
    long compared =
        steps.stream().filter(it -> it.kind() != HistoryStep.Kind.NOT_COMPARABLE).count();
    if (steps.isEmpty()) {
      return "Nothing to compare: no figure stands in two results";
    }
    if (compared == 0) {
      return "Nothing is comparable";
    }
    return worse + better == 0
        ? "No change seen in " + counted(compared, "step")
        : "%s worse, %s better, of %s"
            .formatted(Figures.count(worse), Figures.count(better), counted(compared, "step"));
  }

  /// A number with its noun.
  static String counted(long number, String what) {
    return Figures.count(number) + " " + what + (number == 1 ? "" : "s");
  }

  /// Where a figure moved.
  List<String> changes() {
    List<String> sentences = new ArrayList<>();
    for (HistorySeries series : history.series()) {
      for (HistoryStep step : series.steps()) {
        LogRatio worse = step.worse();
        if (step.changed() && worse != null) {
          sentences.add(
              "%s of %s got %s by %s (interval %s to %s) between %s and %s.%s"
                  .formatted(
                      ResultsTables.label(series.key()),
                      series.backendName(),
                      step.kind().text(),
                      amount(Math.abs(worse.estimate())),
                      signed(worse.low().orElse(1)),
                      signed(worse.high().orElse(1)),
                      names.name(step.from()),
                      names.name(step.to()),
                      Boolean.TRUE.equals(step.sameArtifact())
                          ? " Both ran the same artifact: the machine moved, not the code."
                          : ""));
        }
      }
    }
    return sentences;
  }

  /// A logarithm of a ratio as percent of what it was before.
  static String amount(double logRatio) {
    return Figures.significant(Math.expm1(logRatio) * 100) + "%";
  }

  private static String signed(double ratio) {
    String text = Figures.significant((ratio - 1) * 100) + "%";
    return ratio > 1 ? "+" + text : text;
  }

  /// Where neighbours are not comparable.
  List<String> obstacles() {
    Map<String, Set<String>> byPair = new LinkedHashMap<>();
    for (HistorySeries series : history.series()) {
      for (HistoryStep step : series.steps()) {
        if (!step.obstacles().isEmpty()) {
          byPair
              .computeIfAbsent(
                  names.name(step.to()) + " cannot be compared with " + names.name(step.from()),
                  pair -> new LinkedHashSet<>())
              .addAll(step.obstacles());
        }
      }
    }
    List<String> sentences = new ArrayList<>();
    byPair.forEach((pair, what) -> sentences.add(pair + ": " + String.join(", ", what) + "."));
    return sentences;
  }

  /// How to read it.
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "A figure changed where the %s interval of its ratio leaves out 1 and the estimate reaches"
                .formatted(Figures.confidence(history.confidence()))
            + " %s; the error is split over all steps. Above 0%% is worse."
                .formatted(Figures.percent(History.TOLERANCE)));
    if (steps.stream().anyMatch(HistoryStep::changed)) {
      notes.add(
          "Runs on different days differ by more than their iterations show: before you blame a"
              + " commit, measure both in one session with `spikebench gate --baseline git:OLD"
              + " --candidate git:NEW`.");
    }
    return notes;
  }
}
