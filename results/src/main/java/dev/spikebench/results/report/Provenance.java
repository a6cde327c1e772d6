package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Tool;
import dev.spikebench.results.report.ReportView.Entry;
import dev.spikebench.results.report.StudyView.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Where the figures come from: enough for a stranger to check them.
final class Provenance {

  private Provenance() {}

  /// Of the run as a whole.
  static List<Entry> entries(BenchmarkResults results) {
    List<Entry> entries = new ArrayList<>();
    Tool tool = results.tool();
    String commit = tool.commit();
    entries.add(
        new Entry(
            "Tool",
            tool.name() + " " + tool.version() + (commit == null ? "" : ", commit " + commit)));
    entries.add(new Entry("Result file", "schema version " + results.schemaVersion()));
    entries.add(new Entry("Run", results.run().id() + ", " + results.run().status().text()));
    entries.add(
        new Entry(
            "Begun and ended", results.run().startedAt() + " to " + results.run().finishedAt()));
    entries.add(new Entry("Source", source(results)));
    Long seed = results.run().seed();
    entries.add(
        new Entry(
            "Order",
            results.design().order() + (seed == null ? ", no seed recorded" : ", seed " + seed)));
    entries.add(
        new Entry(
            "Workload definition",
            Objects.requireNonNullElse(
                results.workload().definitionSha256(), "not recorded in this result")));
    results
        .environment()
        .fingerprint()
        .fields()
        .forEach((name, value) -> entries.add(new Entry("Fingerprint: " + name, value)));
    entries.add(new Entry("Fingerprint", results.environment().fingerprint().sha256()));
    return entries;
  }

  private static String source(BenchmarkResults results) {
    Boolean dirty = results.environment().source().dirty();
    String state =
        dirty == null
            ? ", not known whether changed"
            : dirty ? ", with uncommitted changes" : ", unchanged";
    return text(results.environment().source().commit()) + state;
  }

  /// Of each backend.
  static Grid backends(BenchmarkResults results) {
    List<List<String>> rows = new ArrayList<>();
    for (BackendSummary backend : results.backends()) {
      rows.add(
          List.of(
              backend.id(),
              backend.language() + ", " + backend.framework(),
              text(backend.artifactSha256()),
              backend.parity().passed() + " of " + backend.parity().total(),
              backend.validIterations() + " of " + backend.iterations()));
    }
    return new Grid(
        "The backends",
        List.of(
            "Backend",
            "Written in",
            "Artifact (SHA-256)",
            "Parity cases passed",
            "Valid iterations"),
        rows);
  }

  private static String text(Fact fact) {
    return fact.orElse("unknown (" + fact.reason() + ")");
  }
}
