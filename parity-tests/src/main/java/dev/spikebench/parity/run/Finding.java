package dev.spikebench.parity.run;

import dev.spikebench.parity.compare.Facet;
import dev.spikebench.parity.compare.Verdict;
import dev.spikebench.parity.script.Scenario;
import java.util.List;
import java.util.Map;

/// One cause by which voters are apart, with the smallest scenario that shows it.
///
/// @param id the same for the same cause in every run
/// @param caseId the contract case, or `generated`
/// @param odd the backends that are apart from the contract
/// @param values what each voter did at that place, `contract` among them
/// @param exchanges what went over the wire, by backend: each step's request and answer
/// @param occurrences how many scenarios showed it
public record Finding(
    String id,
    String caseId,
    Facet facet,
    Verdict verdict,
    String cause,
    List<String> odd,
    Map<String, String> values,
    Map<String, List<Exchange>> exchanges,
    Scenario scenario,
    int occurrences) {

  /// A request and its answer, a character a byte.
  public record Exchange(String request, String answer) {}

  /// Copies the collections.
  public Finding {
    odd = List.copyOf(odd);
    values = Map.copyOf(values);
    exchanges = Map.copyOf(exchanges);
  }

  /// The same, seen so many times.
  public Finding seen(int times) {
    return new Finding(id, caseId, facet, verdict, cause, odd, values, exchanges, scenario, times);
  }
}
