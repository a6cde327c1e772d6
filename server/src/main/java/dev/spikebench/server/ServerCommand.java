package dev.spikebench.server;

import dev.spikebench.server.config.ConfigVariable;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The command line: one flag for each configuration variable, `--help` and `--version`. The only
/// home of picocli.
final class ServerCommand {
  private static final int EXIT_GOOD = 0;
  private static final int EXIT_USAGE = 2;

  private ServerCommand() {}

  /// What the arguments ask for.
  sealed interface Parsed {}

  /// To start.
  ///
  /// @param values flag values by variable name
  record Flags(Map<String, String> values) implements Parsed {}

  /// Nothing more: the answer is printed.
  ///
  /// @param exitCode the exit code that goes with it
  record Done(int exitCode) implements Parsed {}

  static Parsed parse(String[] arguments, PrintStream out, PrintStream err) {
    Map<ConfigVariable, OptionSpec> options = options();
    CommandLine command = new CommandLine(spec(options));
    try {
      CommandLine.ParseResult result = command.parseArgs(arguments);
      if (CommandLine.printHelpIfRequested(result)) {
        return new Done(EXIT_GOOD);
      }
    } catch (CommandLine.UnmatchedArgumentException e) {
      err.println("spikebench-server: " + unknown(e.getUnmatched().getFirst()));
      return new Done(EXIT_USAGE);
    } catch (CommandLine.ParameterException e) {
      err.println("spikebench-server: " + e.getMessage());
      return new Done(EXIT_USAGE);
    }
    Map<String, String> values = new HashMap<>();
    options.forEach(
        (variable, option) -> {
          String value = option.getValue();
          if (value != null) {
            values.put(variable.name(), value);
          }
        });
    return new Flags(values);
  }

  private static String unknown(String argument) {
    if (!argument.startsWith("-")) {
      return "unknown argument \"" + argument + "\"; every value belongs to a flag";
    }
    String name = argument.substring(0, (argument + "=").indexOf('='));
    List<String> flags = Stream.of(ConfigVariable.values()).map(ConfigVariable::flag).toList();
    return "unknown flag \"" + name + "\"; did you mean " + NearestName.of(name, flags) + "?";
  }

  private static Map<ConfigVariable, OptionSpec> options() {
    Map<ConfigVariable, OptionSpec> options = new EnumMap<>(ConfigVariable.class);
    for (ConfigVariable variable : ConfigVariable.values()) {
      options.put(
          variable,
          OptionSpec.builder(variable.flag())
              .paramLabel("VALUE")
              .type(String.class)
              .description(
                  variable.description(),
                  "Variable: " + variable.name() + ", default: " + shownDefault(variable))
              .build());
    }
    return options;
  }

  private static String shownDefault(ConfigVariable variable) {
    return variable.defaultText().isEmpty() ? "none" : variable.defaultText();
  }

  private static CommandSpec spec(Map<ConfigVariable, OptionSpec> options) {
    CommandSpec spec =
        CommandSpec.create()
            .name("spikebench-server")
            .version("spikebench-server " + Version.text());
    spec.usageMessage()
        .description(
            "Stores events of coding agents in SQLite and shows them live.",
            "Every flag wins over the environment variable of the same name.")
        .footer(
            "",
            "Examples:",
            "  java -jar spikebench-server.jar --port 0 --db-path ./data/ingest.db",
            "  INGEST_PORT=8080 java -jar spikebench-server.jar --synchronous FULL");
    options.values().forEach(spec::addOption);
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help and exit.")
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print the version and exit.")
            .build());
    return spec;
  }
}
