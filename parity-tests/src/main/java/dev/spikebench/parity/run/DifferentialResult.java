package dev.spikebench.parity.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a run found.
///
/// @param backends their names and addresses, in the order given
/// @param rules the ids of the cases that show each rule; a rule without one is red
/// @param unseen why a rule can't be shown by requests
/// @param noise what one backend did in two ways when it did the same thing twice: a fault of the
///   harness
/// @param scenarios how many were generated
/// @param requests how many requests were sent meanwhile, on all backends; those that look what was
///   left behind are among them
public record DifferentialResult(
    Map<String, String> backends,
    List<CaseOutcome> cases,
    List<Finding> findings,
    Map<String, List<String>> rules,
    Map<String, String> unseen,
    List<String> noise,
    Agreement agreement,
    long seed,
    int scenarios,
    long requests,
    double generatedSeconds) {
  /// Copies the collections.
  public DifferentialResult {
    backends = Collections.unmodifiableMap(new LinkedHashMap<>(backends));
    cases = List.copyOf(cases);
    findings = List.copyOf(findings);
    noise = List.copyOf(noise);
  }

  /// Whether nothing is apart but what is known or permitted.
  public boolean agrees() {
    return findings.isEmpty()
        && cases.stream().allMatch(CaseOutcome::passes)
        && rules.values().stream().noneMatch(List::isEmpty);
  }

  /// Requests a second, all backends together.
  public double requestsPerSecond() {
    return generatedSeconds == 0 ? 0 : requests / generatedSeconds;
  }
}
