package dev.spikebench.cli.command;

import dev.spikebench.backends.build.Availability;
import dev.spikebench.backends.build.BackendBuilder;
import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.descriptor.DescriptorTemplate;
import dev.spikebench.backends.descriptor.DescriptorValidation;
import dev.spikebench.backends.yaml.FileProblem;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.FileProblemReport;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.backend.BackendCatalog;
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

/// Describes backends: lists, begins and checks their descriptors.
@Command(
    name = "backend",
    mixinStandardHelpOptions = true,
    description = "List, begin and check the descriptors of backends.",
    synopsisSubcommandLabel = "(list | init | validate)",
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench backend list",
      "  spikebench backend init --id my-backend        a commented"
          + " backends/my-backend/backend.yaml",
      "  spikebench backend validate backends/my-backend"
    })
public final class BackendCommand implements Runnable {
  private final Terminal terminal;
  private final Installation installation;

  @Spec private CommandSpec spec;

  /// The command for the installation's backends.
  @SuppressWarnings("NullAway.Init") // picocli sets the specification before it calls run
  public BackendCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing command: one of list, init, validate.");
  }

  /// Lists the described backends and whether they can run here.
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List the backends under backends/ and whether they can run here.")
  int list(@Mixin CommonOptions common) {
    Map<String, Object> document = new LinkedHashMap<>();
    for (BackendDescriptor descriptor : BackendCatalog.of(installation).all()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", descriptor.name());
      row.put("state", state(descriptor));
      document.put(descriptor.id(), row);
      if (!common.json()) {
        terminal
            .out()
            .println(
                "%-18s %-24s %s".formatted(descriptor.id(), descriptor.name(), state(descriptor)));
      }
    }
    if (common.json()) {
      JsonOutput.print(terminal, document);
    }
    return ExitCode.GOOD.code();
  }

  private static String state(BackendDescriptor descriptor) {
    return switch (BackendBuilder.check(descriptor)) {
      case Availability.Available ready -> "can run";
      case Availability.Unavailable missing -> BackendCatalog.sentence(missing);
    };
  }

  /// Writes a commented descriptor.
  @Command(
      name = "init",
      mixinStandardHelpOptions = true,
      description = "Write a commented descriptor; an existing file is never overwritten.")
  int init(
      @Option(
              names = "--id",
              required = true,
              paramLabel = "ID",
              description = "Lower-case letters, digits, dots, underscores and hyphens.")
          String id,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "DIR",
              description = "Folder that gets ID/backend.yaml (default: backends/).")
          @Nullable Path folder) {
    Path file = DescriptorTemplate.write(folder == null ? installation.backends() : folder, id);
    terminal.out().println("wrote " + file);
    terminal.err().println("edit it, then: spikebench backend validate " + file);
    return ExitCode.GOOD.code();
  }

  /// Checks descriptors and names every problem with its place.
  @Command(
      name = "validate",
      mixinStandardHelpOptions = true,
      description = {
        "Check descriptors; every problem is named with file, line and place.",
        "Exit codes: 0 all can be used, 2 one cannot."
      })
  int validate(
      @Mixin CommonOptions common,
      @Parameters(
              paramLabel = "PATH",
              arity = "0..*",
              description = "Descriptors or their folders (default: all under backends/).")
          @Nullable List<Path> paths) {
    List<FileProblem> problems = new ArrayList<>();
    List<Path> files =
        paths == null || paths.isEmpty()
            ? BackendCatalog.of(installation).all().stream().map(BackendDescriptor::file).toList()
            : paths;
    for (Path file : files) {
      List<FileProblem> found = DescriptorValidation.validate(file);
      problems.addAll(found);
      if (found.isEmpty() && !common.json()) {
        terminal.out().println(file + ": valid");
      }
    }
    return FileProblemReport.print(terminal, common, problems).code();
  }
}
