package dev.spikebench.results.report;

import dev.spikebench.results.history.History;
import dev.spikebench.results.history.HistoryEntry;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.report.StudyView.Grid;
import java.util.ArrayList;
import java.util.List;

/// Puts what the report of a history prints together. Stateless.
final class HistoryViews {

  private HistoryViews() {}

  static HistoryView of(History history, List<String> leftOut) {
    HistoryNames names = new HistoryNames(history);
    HistorySentences sentences = new HistorySentences(history, names);
    return new HistoryView(
        "History of " + HistorySentences.counted(history.entries().size(), "result"),
        sentences.headline(),
        sentences.anyWorse() ? "warning" : "valid",
        sentences.changes(),
        sentences.obstacles(),
        sentences.notes(),
        results(history),
        new HistoryFigures(history, names).figures(),
        leftOut);
  }

  private static Grid results(History history) {
    List<List<String>> rows = new ArrayList<>();
    for (HistoryEntry entry : history.entries()) {
      rows.add(
          List.of(
              HistoryNames.time(entry),
              HistoryNames.commit(entry),
              entry.results().workload().id(),
              entry.results().design().protocol(),
              Figures.count(entry.results().iterations().size()),
              String.join(
                  ", ", entry.results().backends().stream().map(BackendSummary::name).toList()),
              entry.results().environment().fingerprint().sha256().substring(0, 8),
              entry.file()));
    }
    return new Grid(
        "The results, the earliest first",
        List.of(
            "Begun (UTC)",
            "Commit",
            "Workload",
            "Protocol",
            "Iterations",
            "Backends",
            "Machine",
            "File"),
        rows);
  }
}
