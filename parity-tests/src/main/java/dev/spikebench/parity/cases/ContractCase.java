package dev.spikebench.parity.cases;

import dev.spikebench.parity.script.Scenario;
import java.util.List;

/// One case. Its id is stable: reports and the file of known differences name it.
///
/// @param id such as `FIELD-24.last-counts`
/// @param rules the rules that it shows, the id's own first
/// @param needsLaunch whether only a backend that is started here can be brought into the state
/// @param statuses what each step must be answered with; 0 for one without an answer
public record ContractCase(
    String id,
    Grade grade,
    List<String> rules,
    boolean needsLaunch,
    Scenario scenario,
    List<Integer> statuses) {
  /// Copies the lists.
  public ContractCase {
    rules = List.copyOf(rules);
    statuses = List.copyOf(statuses);
  }
}
