package dev.spikebench.parity;

import dev.spikebench.parity.CaseResult.Outcome;
import java.net.URI;
import java.util.Comparator;
import java.util.List;

/// What the suite found.
///
/// @param cases one result a case, by id
public record ParityResult(URI baseUri, List<CaseResult> cases) {

  /// Copies and sorts the cases.
  public ParityResult {
    if (cases.isEmpty()) {
      throw new ParityException("A parity result without a case says nothing about " + baseUri);
    }
    cases = cases.stream().sorted(Comparator.comparing(CaseResult::id)).toList();
  }

  /// How many passed.
  public int passed() {
    return count(Outcome.PASSED);
  }

  /// How many failed.
  public int failed() {
    return count(Outcome.FAILED);
  }

  /// How many were not run.
  public int skipped() {
    return count(Outcome.SKIPPED);
  }

  /// Whether each one passed.
  public boolean allPassed() {
    return passed() == cases.size();
  }

  /// Passed of all, such as `18/18`.
  public String closingLine() {
    return passed() + "/" + cases.size();
  }

  private int count(Outcome outcome) {
    return (int) cases.stream().filter(result -> result.outcome() == outcome).count();
  }
}
