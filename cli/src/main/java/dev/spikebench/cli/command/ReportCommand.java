package dev.spikebench.cli.command;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.parity.ParityReport;
import dev.spikebench.cli.report.GateCheck;
import dev.spikebench.cli.report.Publication;
import dev.spikebench.results.growth.GrowthResults;
import dev.spikebench.results.imported.SeedJson;
import dev.spikebench.results.imported.SeedReport;
import dev.spikebench.results.json.GateFiles;
import dev.spikebench.results.json.GrowthFiles;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.json.SelftestFiles;
import dev.spikebench.results.json.SoakFiles;
import dev.spikebench.results.json.StudyFiles;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.GateResults;
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
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a report again from a result file, or checks the file.
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Make a report from a result file, or check the file.",
      "The same file gives the same bytes in every language and time zone."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench report results/runs/20260101T120000Z/benchmark-results.json",
      "  spikebench report benchmark-results.json --format html --to report.html",
      "  spikebench report benchmark-results.json --check",
      "  spikebench report study-results.json --format markdown",
      "  spikebench report results/runs/20260101T120000Z/benchmark-results.json --publish",
      "  spikebench report results/runs/soak-20260101T120000Z/soak-results.json --format html",
      "  spikebench report --import write-up.md --to results/published/first.json",
      "  spikebench report --import their-results.json --measured-on 2026-02-25"
    })
public final class ReportCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Publication publication;

  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(
      paramLabel = "FILE",
      description =
          "A benchmark-results.json, study-results.json, soak-results.json, gate-results.json or"
              + " selftest-results.json.")
  private @Nullable Path file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.summary;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Write the report to this file instead of standard output.")
  private @Nullable Path destination;

  @Option(
      names = "--import",
      description =
          "FILE is of the first study, its write-up in Markdown or the benchmark-results.json of"
              + " its runner: make a result file of it and write it to --to, or to standard"
              + " output.")
  private boolean importPage;

  @Option(
      names = "--measured-on",
      paramLabel = "DATE",
      description = "The day that an imported JSON file was measured on, which it does not name.")
  private @Nullable LocalDate measuredOn;

  @Option(
      names = "--check",
      description = "Only check the file against its schema and its own rules; print no report.")
  private boolean check;

  @Option(
      names = "--publish",
      description =
          "Publish the run: renew the committed report and the dated copy in results/ as"
              + " 'compare --publish' and 'study --publish' do, or the self-test's figures in"
              + " docs/methodology.md; print no report.")
  private boolean publish;

  /// The forms a report can take; named as they are typed.
  enum Format {
    /// The whole report in Markdown.
    markdown,
    /// The whole report as one self-contained page.
    html,
    /// The table alone.
    summary
  }

  /// The command, printing on the terminal's standard output.
  public ReportCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.publication = new Publication(installation);
  }

  @Override
  public Integer call() {
    Path source = Objects.requireNonNull(file, "picocli requires FILE");
    if (publish) {
      publish(source);
      return ExitCode.GOOD.code();
    }
    if (importPage) {
      printOrWrite(ResultFiles.toJson(imported(source)));
      return ExitCode.GOOD.code();
    }
    switch (ResultFiles.kind(source)) {
      case StudyResults.KIND -> ofStudy(source, StudyFiles.read(source));
      case GrowthResults.KIND -> reportGrowth(source);
      case SoakResults.KIND -> reportSoak(source);
      case SelftestResults.KIND -> reportSelftest(source);
      case GateResults.KIND -> ofGate(source, GateFiles.read(source));
      case ParityReport.KIND ->
          throw new CommandException(
              ExitCode.USAGE,
              source + " is the result of a parity run, whose report lies beside it as .md");
      default -> ofComparison(source, ResultFiles.read(source));
    }
    return ExitCode.GOOD.code();
  }

  private void ofComparison(Path source, BenchmarkResults results) {
    if (check) {
      printChecked(source, results);
    } else if (common.json()) {
      printOrWrite(ResultFiles.toJson(results));
    } else {
      printReport(results);
    }
  }

  private void publish(Path source) {
    if (importPage || check || destination != null) {
      throw new CommandException(
          ExitCode.USAGE, "--publish stands alone: leave --import, --check and --to out");
    }
    String kind = ResultFiles.kind(source);
    if (kind.equals(SoakResults.KIND)) {
      throw new CommandException(
          ExitCode.USAGE, "a soak has no committed report; copy " + source + " into results/");
    }
    publication.checkWritable();
    Path published =
        switch (kind) {
          case StudyResults.KIND -> publication.publish(StudyFiles.read(source));
          case SelftestResults.KIND -> publication.publish(SelftestFiles.read(source));
          default -> publication.publish(ResultFiles.read(source));
        };
    terminal.err().println("published " + published);
  }

  private BenchmarkResults imported(Path source) {
    if (!source.toString().endsWith(".json")) {
      return SeedReport.read(source);
    }
    if (measuredOn == null) {
      throw new CommandException(
          ExitCode.USAGE, source + " names no day; give --measured-on YYYY-MM-DD");
    }
    return SeedJson.read(source, measuredOn);
  }

  private void ofStudy(Path source, StudyResults results) {
    if (check) {
      printChecked(source, results);
    } else if (common.json()) {
      printOrWrite(StudyFiles.toJson(results));
    } else {
      printOrWrite(
          switch (format) {
            case markdown -> StudyReport.markdown(results);
            case html -> StudyReport.html(results);
            case summary -> StudyReport.summary(results);
          });
    }
  }

  private void ofGate(Path source, GateResults results) {
    if (check) {
      GateCheck.print(terminal, source, results, common.json());
    } else if (common.json()) {
      printOrWrite(GateFiles.toJson(results));
    } else {
      printOrWrite(
          switch (format) {
            case markdown -> GateReport.markdown(results);
            case html -> GateReport.html(results);
            case summary -> GateReport.summary(results);
          });
    }
  }

  private void printChecked(Path source, StudyResults results) {
    if (common.json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("file", source.toString());
      document.put("wellFormed", true);
      document.put("schemaVersion", results.schemaVersion());
      document.put("measurements", results.cells().size());
      document.put("backends", results.backends().stream().map(BackendFacts::id).toList());
      JsonOutput.print(terminal, document);
    } else {
      terminal
          .out()
          .println(
              "%s: matches study schema %s; %d measurements of %d backends"
                  .formatted(
                      source,
                      results.schemaVersion(),
                      results.cells().size(),
                      results.backends().size()));
    }
  }

  private void reportGrowth(Path source) {
    GrowthResults results = GrowthFiles.read(source);
    if (check) {
      terminal
          .out()
          .println("%s: growth, %d measurements".formatted(source, results.runs().size()));
    } else if (common.json()) {
      printOrWrite(GrowthFiles.toJson(results));
    } else {
      printOrWrite(
          format == Format.html ? GrowthReport.html(results) : GrowthReport.markdown(results));
    }
  }

  private void reportSoak(Path source) {
    SoakResults results = SoakFiles.read(source);
    if (check) {
      printCheckedSoak(source, results);
    } else if (common.json()) {
      printOrWrite(SoakFiles.toJson(results));
    } else {
      printOrWrite(format == Format.html ? SoakReport.html(results) : SoakReport.markdown(results));
    }
  }

  private void reportSelftest(Path source) {
    SelftestResults results = SelftestFiles.read(source);
    if (check) {
      terminal
          .out()
          .println(
              "%s: a gate's self-test, %d sessions".formatted(source, results.sessions().size()));
    } else if (common.json()) {
      printOrWrite(SelftestFiles.toJson(results));
    } else {
      printOrWrite(SelftestReport.markdown(results));
    }
  }

  private void printCheckedSoak(Path source, SoakResults results) {
    if (common.json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("file", source.toString());
      document.put("wellFormed", true);
      document.put("schemaVersion", results.schemaVersion());
      document.put("intervals", results.intervals().size());
      document.put("verdict", results.verdict().name());
      JsonOutput.print(terminal, document);
    } else {
      terminal
          .out()
          .println(
              "%s: a soak of schema %s; %d intervals"
                  .formatted(source, results.schemaVersion(), results.intervals().size()));
    }
  }

  private void printChecked(Path source, BenchmarkResults results) {
    if (common.json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("file", source.toString());
      document.put("wellFormed", true);
      document.put("schemaVersion", results.schemaVersion());
      document.put("iterations", results.iterations().size());
      document.put("backends", results.backends().stream().map(BackendSummary::id).toList());
      JsonOutput.print(terminal, document);
    } else {
      terminal
          .out()
          .println(
              "%s: matches schema %s; %d iterations of %d backends"
                  .formatted(
                      source,
                      results.schemaVersion(),
                      results.iterations().size(),
                      results.backends().size()));
    }
  }

  private void printReport(BenchmarkResults results) {
    String text =
        switch (format) {
          case markdown -> MarkdownReport.render(results);
          case html -> HtmlReport.render(results);
          case summary -> SummaryReport.render(results);
        };
    printOrWrite(text);
  }

  private void printOrWrite(String text) {
    if (destination == null) {
      terminal.out().print(text);
      terminal.out().flush();
    } else {
      WholeFiles.write(destination, text);
    }
  }
}
