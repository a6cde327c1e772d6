package dev.spikebench.cli.gate;

import dev.spikebench.results.gate.StoredBaseline;
import dev.spikebench.results.gate.StoredBaseline.Change;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a stored session says of a candidate, for scripts. Stateless.
final class StoredBaselineDocument {

  private StoredBaselineDocument() {}

  static Map<String, Object> of(StoredBaseline stored) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("comparable", stored.obstacles().isEmpty());
    document.put("obstacles", stored.obstacles());
    document.put("changes", stored.changes().stream().map(StoredBaselineDocument::change).toList());
    return document;
  }

  private static Map<String, Object> change(Change change) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("metric", change.rule().metric().text());
    members.put("worseRatio", change.worse().ratio());
    change.worse().low().ifPresent(it -> members.put("low", it));
    change.worse().high().ifPresent(it -> members.put("high", it));
    members.put("tolerance", change.rule().tolerance());
    members.put("warning", change.warns());
    return members;
  }
}
