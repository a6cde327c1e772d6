package dev.spikebench.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `spikebench` without a command: says what there is.
@Command(
    name = "spikebench",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "May this backend replace that one? Parity, measurement, comparison.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench compare                             the main job: parity, then the spec"
          + " workload",
      "  spikebench study                               every combination of backend and settings",
      "  spikebench gate --baseline git:main            may this working tree replace main?",
      "  spikebench load --url http://127.0.0.1:3141    load a backend that runs",
      "  spikebench soak --backend java-undertow        half an hour of it: does anything grow?",
      "  spikebench parity --url http://127.0.0.1:3141  the 18 cases against it",
      "  spikebench doctor                              what can run here",
      "",
      "Exit codes: 0 good, 1 failure of the tool, 2 usage, 3 the answer is no,",
      "4 invalid measurement, 5 target unavailable, 6 not comparable, 7 inconclusive,",
      "130 and 143 interrupted."
    })
final class RootCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the specification before it calls run
  RootCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing command. Try 'spikebench compare' or 'spikebench --help'.");
  }
}
