package dev.spikebench.cli.command;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.parity.ParityReport;
import dev.spikebench.cli.report.Publication;
import dev.spikebench.cli.report.ReportFile;
import dev.spikebench.cli.report.ReportFormat;
import dev.spikebench.results.growth.GrowthResults;
import dev.spikebench.results.imported.SeedJson;
import dev.spikebench.results.imported.SeedReport;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.json.SelftestFiles;
import dev.spikebench.results.json.StudyFiles;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.StudyResults;
import dev.spikebench.results.selftest.SelftestResults;
import dev.spikebench.results.soak.SoakResults;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
  private static final Set<String> WITHOUT_PAGE =
      Set.of(SoakResults.KIND, GrowthResults.KIND, GateResults.KIND, ParityReport.KIND);

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
  private ReportFormat format = ReportFormat.summary;

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
    ReportFile report = ReportFile.read(source);
    if (check) {
      printChecked(source, report.content());
    } else {
      printOrWrite(common.json() ? report.json() : report.report(format));
    }
    return ExitCode.GOOD.code();
  }

  private void publish(Path source) {
    if (importPage || check || destination != null) {
      throw new CommandException(
          ExitCode.USAGE, "--publish stands alone: leave --import, --check and --to out");
    }
    String kind = ResultFiles.kind(source);
    if (WITHOUT_PAGE.contains(kind)) {
      throw new CommandException(
          ExitCode.USAGE,
          "a result of kind %s has no committed report; copy %s into results/"
              .formatted(kind, source));
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

  private void printChecked(Path source, ReportFile.Content content) {
    if (common.json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("file", source.toString());
      document.put("wellFormed", true);
      document.putAll(content.facts());
      JsonOutput.print(terminal, document);
    } else {
      terminal.out().println(source + ": " + content.sentence());
    }
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
