package dev.spikebench.cli.report;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.parity.ParityReport;
import dev.spikebench.results.growth.GrowthResults;
import dev.spikebench.results.json.GateFiles;
import dev.spikebench.results.json.GrowthFiles;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.json.SelftestFiles;
import dev.spikebench.results.json.SoakFiles;
import dev.spikebench.results.json.StudyFiles;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateVerdict;
import dev.spikebench.results.model.StudyResults;
import dev.spikebench.results.report.GateReport;
import dev.spikebench.results.report.GrowthReport;
import dev.spikebench.results.report.HtmlReport;
import dev.spikebench.results.report.MarkdownReport;
import dev.spikebench.results.report.SelftestReport;
import dev.spikebench.results.report.SoakReport;
import dev.spikebench.results.report.StudyReport;
import dev.spikebench.results.report.SummaryReport;
import dev.spikebench.results.selftest.SelftestResults;
import dev.spikebench.results.soak.SoakResults;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// A result file of whichever kind, as `report` shows it: again as JSON, as a report, and as the
/// few facts that say that it was read whole. Immutable.
public final class ReportFile {
  private final Supplier<String> json;
  private final Function<ReportFormat, String> report;
  private final Supplier<Content> content;

  private ReportFile(
      Supplier<String> json, Function<ReportFormat, String> report, Supplier<Content> content) {
    this.json = json;
    this.report = report;
    this.content = content;
  }

  /// What is in a file.
  ///
  /// @param facts for programs: its schema's version and how much it holds, in a fixed order
  /// @param sentence the same in words
  public record Content(Map<String, Object> facts, String sentence) {

    @SafeVarargs
    static Content of(
        String sentence, String schemaVersion, Map.Entry<String, ? extends Object>... more) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("schemaVersion", schemaVersion);
      for (Map.Entry<String, ? extends Object> fact : more) {
        facts.put(fact.getKey(), fact.getValue());
      }
      return new Content(Collections.unmodifiableMap(facts), sentence);
    }
  }

  /// Reads a file and checks it by its schema and the rules of its kind.
  ///
  /// @throws CommandException for a kind that has no report
  public static ReportFile read(Path source) {
    return switch (ResultFiles.kind(source)) {
      case StudyResults.KIND -> of(StudyFiles.read(source));
      case GrowthResults.KIND -> of(GrowthFiles.read(source));
      case SoakResults.KIND -> of(SoakFiles.read(source));
      case SelftestResults.KIND -> of(SelftestFiles.read(source));
      case GateResults.KIND -> of(source, GateFiles.read(source));
      case ParityReport.KIND ->
          throw new CommandException(
              ExitCode.USAGE,
              source + " is the result of a parity run, whose report lies beside it as .md");
      default -> of(ResultFiles.read(source));
    };
  }

  /// The file's content once more, as this version writes it.
  public String json() {
    return json.get();
  }

  /// The report. A kind that has no short form, or no page, gives its Markdown instead.
  public String report(ReportFormat format) {
    return report.apply(format);
  }

  /// What is in the file, after the last checks, which a report can do without.
  ///
  /// @throws CommandException where a conclusion is not that of the figures it is drawn from
  public Content content() {
    return content.get();
  }

  private static ReportFile of(BenchmarkResults results) {
    int iterations = results.iterations().size();
    return new ReportFile(
        () -> ResultFiles.toJson(results),
        format ->
            switch (format) {
              case markdown -> MarkdownReport.render(results);
              case html -> HtmlReport.render(results);
              case summary -> SummaryReport.render(results);
            },
        () ->
            Content.of(
                "matches schema %s; %d iterations of %d backends"
                    .formatted(results.schemaVersion(), iterations, results.backends().size()),
                results.schemaVersion(),
                Map.entry("iterations", iterations),
                Map.entry(
                    "backends", results.backends().stream().map(BackendSummary::id).toList())));
  }

  private static ReportFile of(StudyResults results) {
    int measurements = results.cells().size();
    return new ReportFile(
        () -> StudyFiles.toJson(results),
        format ->
            switch (format) {
              case markdown -> StudyReport.markdown(results);
              case html -> StudyReport.html(results);
              case summary -> StudyReport.summary(results);
            },
        () ->
            Content.of(
                "matches study schema %s; %d measurements of %d backends"
                    .formatted(results.schemaVersion(), measurements, results.backends().size()),
                results.schemaVersion(),
                Map.entry("measurements", measurements),
                Map.entry("backends", results.backends().stream().map(BackendFacts::id).toList())));
  }

  private static ReportFile of(GrowthResults results) {
    int measurements = results.runs().size();
    return new ReportFile(
        () -> GrowthFiles.toJson(results),
        format ->
            format == ReportFormat.html
                ? GrowthReport.html(results)
                : GrowthReport.markdown(results),
        () ->
            Content.of(
                "a growth of schema %s; %d measurements"
                    .formatted(results.schemaVersion(), measurements),
                results.schemaVersion(),
                Map.entry("measurements", measurements)));
  }

  private static ReportFile of(SoakResults results) {
    int intervals = results.intervals().size();
    return new ReportFile(
        () -> SoakFiles.toJson(results),
        format ->
            format == ReportFormat.html ? SoakReport.html(results) : SoakReport.markdown(results),
        () ->
            Content.of(
                "a soak of schema %s; %d intervals".formatted(results.schemaVersion(), intervals),
                results.schemaVersion(),
                Map.entry("intervals", intervals),
                Map.entry("verdict", results.verdict().name())));
  }

  private static ReportFile of(SelftestResults results) {
    int sessions = results.sessions().size();
    return new ReportFile(
        () -> SelftestFiles.toJson(results),
        format -> SelftestReport.markdown(results),
        () ->
            Content.of(
                "a gate's self-test of schema %s; %d sessions"
                    .formatted(results.schemaVersion(), sessions),
                results.schemaVersion(),
                Map.entry("sessions", sessions)));
  }

  private static ReportFile of(Path source, GateResults results) {
    return new ReportFile(
        () -> GateFiles.toJson(results),
        format ->
            switch (format) {
              case markdown -> GateReport.markdown(results);
              case html -> GateReport.html(results);
              case summary -> GateReport.summary(results);
            },
        () -> content(source, results));
  }

  private static Content content(Path source, GateResults results) {
    GateVerdict verdict = GateCheck.conclusion(source, results).verdict();
    int slices = results.slices().size();
    int epochs = results.completeEpochs();
    return Content.of(
        "matches gate schema %s; %d slices in %d epochs; %s, as its slices say"
            .formatted(results.schemaVersion(), slices, epochs, verdict.title()),
        results.schemaVersion(),
        Map.entry("epochs", epochs),
        Map.entry("slices", slices),
        Map.entry("verdict", verdict.text()));
  }
}
