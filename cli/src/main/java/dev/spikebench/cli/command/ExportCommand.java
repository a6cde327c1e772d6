package dev.spikebench.cli.command;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.Terminal;
import dev.spikebench.results.export.Export;
import dev.spikebench.results.export.ExportFormat;
import dev.spikebench.results.export.Exports;
import dev.spikebench.results.json.GateFiles;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.model.BenchmarkResults;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a result in the layout of another tool.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Write a result file of a comparison or of a gate in the layout of another tool.",
      "What that layout cannot hold, and what the result does not have, is named on standard error."
    },
    footerHeading = "%nLayouts:%n",
    footer = {
      "  jmh                      what JMH writes with -rf json, for its viewers: times and rates",
      "  github-action-benchmark  two files, for the action's tools customBiggerIsBetter and",
      "                           customSmallerIsBetter; give each its own step and name",
      "  bencher                  Bencher Metric Format, for bencher run --adapter json",
      "  csv                      a line for each value of each iteration, in base units (RFC"
          + " 4180)",
      "  junit                    a suite a backend: parity, iterations, figures; what does not"
          + " count fails;",
      "                           of a gate: verdict, parity, metrics",
      "  hlog                     HdrHistogram's log: a tagged line for each iteration, values in"
          + " ns",
      "  hgrm                     HdrHistogram's percentiles in ms, a file for each backend",
      "",
      "Layouts of several files need --to: NAME.json becomes NAME-bigger-is-better.json and so on.",
      "",
      "Examples:",
      "  spikebench export benchmark-results.json --format csv > values.csv",
      "  spikebench export benchmark-results.json --format junit --to spikebench.xml",
      "  spikebench export benchmark-results.json --format github-action-benchmark --to bench.json",
      "  spikebench export gate-results.json --format junit --to gate.xml",
      "  spikebench export benchmark-results.json --format hgrm --backend rust-axum"
    })
public final class ExportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(
      paramLabel = "FILE",
      description =
          "A benchmark-results.json of `compare`, or (csv and junit alone) a gate-results.json.")
  private @Nullable Path file;

  @Option(
      names = "--format",
      paramLabel = "LAYOUT",
      required = true,
      converter = ExportFormatConverter.class,
      completionCandidates = ExportFormatConverter.Names.class,
      description = "${COMPLETION-CANDIDATES}.")
  private @Nullable ExportFormat format;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Write to this file instead of standard output.")
  private @Nullable Path destination;

  @Option(
      names = "--backend",
      paramLabel = "ID",
      description = "Only this backend; may be given several times (default: all).")
  private List<String> backends = List.of();

  /// The command, printing on the terminal's standard output.
  public ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path source = Objects.requireNonNull(file, "picocli requires FILE");
    ExportFormat layout = Objects.requireNonNull(format, "picocli requires --format");
    if (common.json() && destination == null) {
      throw usage("--json tells which files were written, so it needs --to FILE");
    }
    Export export = export(source, layout);
    if (export.files().isEmpty()) {
      throw usage(
          source + " has nothing for " + layout + ": " + String.join("; ", export.leftOut()));
    }
    if (destination == null) {
      print(layout, export);
    } else {
      write(layout, export, destination);
    }
    if (!common.quiet()) {
      export.leftOut().forEach(it -> terminal.err().println("left out: " + it));
    }
    return ExitCode.GOOD.code();
  }

  private Export export(Path source, ExportFormat layout) {
    if (!GateFiles.isGate(source)) {
      return Exports.of(picked(ResultFiles.read(source)), layout);
    }
    if (!backends.isEmpty()) {
      throw usage("--backend: a gate's session is exported whole; leave it out");
    }
    try {
      return Exports.of(GateFiles.read(source), layout);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, source + ": " + e.getMessage(), e);
    }
  }

  private BenchmarkResults picked(BenchmarkResults results) {
    try {
      return backends.isEmpty() ? results : Exports.only(results, backends);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "--backend: " + e.getMessage(), e);
    }
  }

  private void print(ExportFormat layout, Export export) {
    if (export.files().size() > 1) {
      throw usage(
          "%s is %d files (%s); give --to FILE"
              .formatted(
                  layout,
                  export.files().size(),
                  String.join(", ", export.files().stream().map(Export.Part::name).toList())));
    }
    terminal.out().print(export.files().getFirst().text());
    terminal.out().flush();
  }

  private void write(ExportFormat layout, Export export, Path to) {
    Map<String, Export.Part> files = new LinkedHashMap<>();
    for (Export.Part part : export.files()) {
      boolean alone = export.files().size() == 1;
      files.put((alone ? to : beside(to, part.name(), layout)).toString(), part);
    }
    files.forEach((path, part) -> WholeFiles.write(Path.of(path), part.text()));
    if (common.json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("format", layout.text());
      document.put("files", List.copyOf(files.keySet()));
      document.put("leftOut", export.leftOut());
      JsonOutput.print(terminal, document);
    } else if (!common.quiet()) {
      files.keySet().forEach(it -> terminal.err().println("wrote " + it));
    }
  }

  /// `bench.json` and `smaller-is-better` become `bench-smaller-is-better.json`.
  private static Path beside(Path to, String name, ExportFormat layout) {
    String last = to.getFileName().toString();
    String extension = layout.extension();
    String stem =
        last.endsWith(extension) ? last.substring(0, last.length() - extension.length()) : last;
    return to.resolveSibling(stem + "-" + name + extension);
  }

  private static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }
}
