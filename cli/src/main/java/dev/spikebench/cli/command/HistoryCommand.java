package dev.spikebench.cli.command;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.report.HistoryDocument;
import dev.spikebench.cli.report.HistoryFolder;
import dev.spikebench.results.history.History;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.report.HistoryReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Draws figures over dated results.
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "Draw each figure over dated results, with intervals, and say where it changed.",
      "Results of another machine, workload or protocol are drawn but not compared. Results of"
          + " studies, soaks and the like are left out, and named."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench history                                   the published results of results/",
      "  spikebench history -o target/history                 history.md with charts, history.html",
      "  spikebench history results/runs --format html --to history.html",
      "  spikebench history --backend rust-axum --metric eventsPerSecond --json"
    })
public final class HistoryCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Installation installation;

  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      description =
          "Where the result files lie, themselves or in a folder each (default: results/ of this"
              + " installation).")
  private @Nullable Path folder;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.markdown;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Write the report to this file instead of standard output.")
  private @Nullable Path destination;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Write both forms and the charts into this folder.")
  private @Nullable Path output;

  @Option(
      names = "--backend",
      paramLabel = "ID",
      description = "Only this backend; may be given several times (default: all).")
  private List<String> backends = List.of();

  @Option(
      names = "--metric",
      paramLabel = "KEY",
      description =
          "Only this figure, by its key in the result file, for instance latencyP99Ms; may be given"
              + " several times (default: all).")
  private List<String> metrics = List.of();

  /// The forms a history can take; named as they are typed.
  enum Format {
    /// Tables in Markdown.
    markdown,
    /// One self-contained page with charts.
    html
  }

  /// The command, printing on the terminal's standard output.
  public HistoryCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    Path source = folder == null ? installation.root().resolve("results") : folder;
    HistoryFolder read = HistoryFolder.read(source);
    History history = picked(History.of(read.entries()));
    if (output != null) {
      HistoryReport.write(output, history, read.leftOut());
      if (!common.quiet()) {
        terminal.err().println("wrote " + output.resolve(HistoryReport.HTML));
      }
    }
    if (common.json()) {
      JsonOutput.print(terminal, HistoryDocument.of(history, read.leftOut()));
    } else if (output == null || destination != null) {
      print(
          format == Format.html
              ? HistoryReport.html(history, read.leftOut())
              : HistoryReport.markdown(history, read.leftOut()));
    }
    return ExitCode.GOOD.code();
  }

  private History picked(History history) {
    try {
      return history.only(backends, metrics);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private void print(String text) {
    if (destination == null) {
      terminal.out().print(text);
      terminal.out().flush();
    } else {
      WholeFiles.write(destination, text);
    }
  }
}
