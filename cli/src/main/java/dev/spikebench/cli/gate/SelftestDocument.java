package dev.spikebench.cli.gate;

import dev.spikebench.results.model.GateComparison;
import dev.spikebench.results.model.GateVerdict;
import dev.spikebench.results.selftest.SelftestResults;
import dev.spikebench.results.selftest.SelftestTally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a self-test came to, for scripts. Stateless.
final class SelftestDocument {

  private SelftestDocument() {}

  static Map<String, Object> of(SelftestResults results) {
    SelftestTally tally = new SelftestTally(results.sessions());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("kept", tally.kept());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (double change : tally.changes()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("addedCpuShare", change);
      row.put("sessions", tally.of(change).size());
      for (GateVerdict verdict : GateVerdict.values()) {
        row.put(verdict.text(), tally.count(change, verdict));
      }
      rows.add(row);
    }
    document.put("changes", rows);
    Map<String, Object> guarded = new LinkedHashMap<>();
    for (GateComparison rule : tally.gating()) {
      tally.guardedRatio(rule).ifPresent(it -> guarded.put(rule.metric().text(), it));
    }
    document.put("smallestGuardedRatio", guarded);
    return document;
  }
}
