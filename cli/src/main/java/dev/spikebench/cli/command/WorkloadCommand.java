package dev.spikebench.cli.command;

import dev.spikebench.backends.yaml.FileProblem;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.FileProblemReport;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.workload.WorkloadPreview;
import dev.spikebench.loadgen.definition.WorkloadCatalog;
import dev.spikebench.loadgen.definition.WorkloadTemplate;
import dev.spikebench.loadgen.definition.WorkloadValidation;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.loadgen.workload.WorkloadDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Describes what is sent: lists, shows, begins and checks workload files.
@Command(
    name = "workload",
    mixinStandardHelpOptions = true,
    description = "List, show, begin and check workloads: what load and compare send.",
    synopsisSubcommandLabel = "(list | show | init | validate)",
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench workload list                     each with the question it answers",
      "  spikebench workload show realistic-mix       every value, and an example event",
      "  spikebench workload init --id ours           a commented ours.yaml",
      "  spikebench workload validate ours.yaml",
      "  spikebench load --url http://127.0.0.1:3141 --workload ours.yaml"
    })
public final class WorkloadCommand implements Runnable {
  private final Terminal terminal;
  private final Installation installation;

  @Spec private CommandSpec spec;

  /// The command for the installation's workloads.
  @SuppressWarnings("NullAway.Init") // picocli sets the specification before it calls run
  public WorkloadCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing command: one of list, show, init, validate.");
  }

  /// Lists the named workloads with their questions.
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List the workloads under workloads/ with the questions they answer.")
  int list(@Mixin CommonOptions common) {
    Map<String, Object> document = new LinkedHashMap<>();
    for (Workload workload : catalog().all()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("question", workload.question());
      row.put("loop", workload.mode().text());
      row.put("events", workload.events());
      row.put("definitionSha256", WorkloadDefinition.sha256(workload));
      document.put(workload.id(), row);
      if (!common.json()) {
        terminal.out().println("%-16s %s".formatted(workload.id(), workload.question()));
      }
    }
    if (common.json()) {
      JsonOutput.print(terminal, document);
    }
    return ExitCode.GOOD.code();
  }

  /// Shows every effective value of a workload, and an example.
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Show every value of a workload, the size of its requests and its first event.",
        "Without --json the output is itself a workload file."
      })
  int show(
      @Mixin CommonOptions common,
      @Parameters(paramLabel = "NAME|FILE", description = "A workload by name, or its file.")
          String workload,
      @Option(
              names = "--seed",
              paramLabel = "N",
              description = "Seed of what is drawn (default: 1).")
          @Nullable Long seed) {
    WorkloadPreview preview =
        new WorkloadPreview(catalog().find(workload), seed == null ? 1 : seed);
    if (common.json()) {
      JsonOutput.print(terminal, preview.document());
    } else {
      preview.lines().forEach(terminal.out()::println);
    }
    return ExitCode.GOOD.code();
  }

  /// Writes a commented workload file.
  @Command(
      name = "init",
      mixinStandardHelpOptions = true,
      description = "Write a commented workload file; an existing file is never overwritten.")
  int init(
      @Option(
              names = "--id",
              required = true,
              paramLabel = "ID",
              description = "Letters, digits, dots, underscores and hyphens.")
          String id,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "DIR",
              description = "Folder that gets ID.yaml (default: the working directory).")
          @Nullable Path folder) {
    Path file = WorkloadTemplate.write(folder == null ? Path.of("") : folder, id);
    terminal.out().println("wrote " + file);
    terminal.err().println("edit it, then: spikebench workload validate " + file);
    return ExitCode.GOOD.code();
  }

  /// Checks workload files and names every problem with its place.
  @Command(
      name = "validate",
      mixinStandardHelpOptions = true,
      description = {
        "Check workload files; every problem is named with file, line and place.",
        "Exit codes: 0 all can be used, 2 one cannot."
      })
  int validate(
      @Mixin CommonOptions common,
      @Parameters(
              paramLabel = "FILE",
              arity = "0..*",
              description = "Workload files (default: all under workloads/).")
          @Nullable List<Path> paths) {
    List<FileProblem> problems = new ArrayList<>();
    for (Path file : paths == null || paths.isEmpty() ? catalog().files() : paths) {
      List<FileProblem> found = WorkloadValidation.validate(file);
      problems.addAll(found);
      if (found.isEmpty() && !common.json()) {
        terminal.out().println(file + ": valid");
      }
    }
    return FileProblemReport.print(terminal, common, problems).code();
  }

  private WorkloadCatalog catalog() {
    return new WorkloadCatalog(installation.workloads());
  }
}
