package dev.spikebench.results.model;

import java.util.List;

/// What a session ends with, as its file tells it to scripts. It can be computed again from the
/// rest of the file.
///
/// @param verdict the verdict
/// @param epochs epochs that it rests on
/// @param headline it in a sentence, with the figures that decided
/// @param next what to do next
/// @param comparisons one for each rule, in the order of the rules
public record GateConclusion(
    GateVerdict verdict,
    int epochs,
    String headline,
    String next,
    List<GateComparison> comparisons) {

  /// @throws IllegalArgumentException when a value is missing
  public GateConclusion {
    Checks.present("conclusion.verdict", verdict);
    Checks.atLeast("conclusion.epochs", 0, epochs);
    Checks.text("conclusion.headline", headline);
    Checks.text("conclusion.next", next);
    comparisons = Checks.list("conclusion.comparisons", comparisons);
  }
}
