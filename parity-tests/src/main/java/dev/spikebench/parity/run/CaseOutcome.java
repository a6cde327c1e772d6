package dev.spikebench.parity.run;

import dev.spikebench.parity.cases.ContractCase;
import dev.spikebench.parity.compare.Facet;
import dev.spikebench.parity.compare.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How one case went.
///
/// @param byBackend each backend against the contract
/// @param worstFacet the facet of the worst verdict; empty where all pass
/// @param seen what each voter did there
/// @param differences the permitted differences that were made use of
public record CaseOutcome(
    ContractCase planned,
    Map<String, Verdict> byBackend,
    String worstFacet,
    Map<String, String> seen,
    List<String> differences) {
  /// Copies the collections.
  public CaseOutcome {
    byBackend = Collections.unmodifiableMap(new TreeMap<>(byBackend));
    seen = Collections.unmodifiableMap(new TreeMap<>(seen));
    differences = List.copyOf(differences);
  }

  /// The worst verdict of all backends.
  public Verdict verdict() {
    return byBackend.values().stream().reduce(Verdict.IDENTICAL, Verdict::worse);
  }

  /// Whether it lets the run pass.
  public boolean passes() {
    return byBackend.values().stream().allMatch(Verdict::passes);
  }

  /// The facet, where one is named.
  public Facet facet() {
    return Facet.of(worstFacet);
  }
}
