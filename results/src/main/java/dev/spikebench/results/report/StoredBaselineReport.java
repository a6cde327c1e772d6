package dev.spikebench.results.report;

import dev.spikebench.results.gate.GateText;
import dev.spikebench.results.gate.StoredBaseline;
import dev.spikebench.results.gate.StoredBaseline.Change;
import java.util.List;
import java.util.Map;

/// What a stored session says of a candidate, for a terminal or a Markdown page. Stateless.
public final class StoredBaselineReport {

  /// Name of the report in a session's folder.
  public static final String MARKDOWN = "stored-baseline.md";

  private StoredBaselineReport() {}

  /// The changes, or why there are none.
  public static String markdown(StoredBaseline stored) {
    return AlignedTables.align(
        Templates.markdown(
            "stored-baseline.ftlm",
            Map.of(
                "obstacles", stored.obstacles(),
                "changes", stored.changes().stream().map(StoredBaselineReport::row).toList())));
  }

  private static List<String> row(Change change) {
    return List.of(
        change.rule().metric().label(),
        GateText.change(change.rule().metric(), change.worse()),
        GateText.percent(change.rule().tolerance()),
        words(change));
  }

  private static String words(Change change) {
    if (change.warns()) {
      return "warning: worse";
    }
    if (!change.worse().differs()) {
      return "cannot tell";
    }
    return change.worse().estimate() > 0 ? "worse, within the tolerance" : "better";
  }
}
