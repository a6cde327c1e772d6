package dev.spikebench.cli.command;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.DurationConverter;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.UrlConverter;
import dev.spikebench.cli.backend.BackendCatalog;
import dev.spikebench.cli.parity.CaseSet;
import dev.spikebench.cli.parity.CaseSetConverter;
import dev.spikebench.cli.parity.ParityOptions;
import dev.spikebench.cli.parity.ParityReport;
import dev.spikebench.cli.parity.ParityService;
import dev.spikebench.cli.report.ParityFolder;
import dev.spikebench.parity.CaseResult;
import dev.spikebench.parity.ParityJson;
import dev.spikebench.parity.ParityResult;
import dev.spikebench.parity.ParitySuite;
import dev.spikebench.parity.cases.ContractCase;
import dev.spikebench.parity.cases.ContractCases;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Holds backends that run, or that it starts, against the contract and against each other.
@Command(
    name = "parity",
    mixinStandardHelpOptions = true,
    description = {
      "Hold backends against the contract and against each other.",
      "By default the 18 parity cases are run, which a backend that is in use stands too: they need"
          + " one free stream slot and leave some events behind. The contract cases and generated"
          + " scenarios compare totals and streams, so nobody else may use the backends meanwhile."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench parity --url http://127.0.0.1:3141",
      "  spikebench parity --backend java-undertow --output parity-report",
      "  spikebench parity --backend java-undertow --backend rust-axum --cases all --budget 60s",
      "  spikebench parity --backend old=http://127.0.0.1:3141 --backend new=http://127.0.0.1:3142"
          + " --cases generated --seed 7",
      "  spikebench parity --backend java-undertow --backend rust-axum --cases all --budget 30m"
          + " --max-cases 20000 --publish",
      "  spikebench parity --url http://127.0.0.1:3141 --case FIELD-24.last-counts",
      "",
      "Exit codes: 0 equal, or apart as known; 3 a case failed, a difference, a stale or an expired"
          + " entry; 4 a backend does not do the same twice, so nothing can be told; 5 a backend"
          + " did not start, died, or does not answer."
    })
public final class ParityCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Installation installation;

  @Mixin private CommonOptions common = new CommonOptions();

  @ArgGroup(multiplicity = "0..1")
  private Target target = new Target();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description =
          "Write parity.json and the JUnit XML report into this folder; of more than the 18 cases"
              + " also parity.md and parity.html.")
  private @Nullable Path output;

  @Option(
      names = "--cases",
      paramLabel = "SET",
      defaultValue = "core",
      converter = CaseSetConverter.class,
      description =
          "core (the 18 cases), contract (a case or more for each rule), generated (scenarios drawn"
              + " at random, made small where they show a difference), or all. Default: core.")
  private CaseSet cases = CaseSet.CORE;

  @Option(
      names = "--case",
      paramLabel = "ID",
      description = "One contract case alone; --list shows their ids.")
  private @Nullable String caseId;

  @Option(names = "--list", description = "List the contract cases and end.")
  private boolean list;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What the generated scenarios are drawn by. Default: 1.")
  private long seed;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = "How long scenarios are generated. Default: 60s.")
  private Duration budget = Duration.ofSeconds(60);

  @Option(
      names = "--max-cases",
      paramLabel = "N",
      defaultValue = "2147483647",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "How many scenarios are generated at most; the budget counts too. Default: no bound.")
  private int maxCases = Integer.MAX_VALUE;

  @Option(
      names = "--publish",
      description =
          "Keep the run in the repository, as results/parity-TIME.json and .md; only where nothing"
              + " is apart.")
  private boolean publish;

  @Option(
      names = "--replay",
      paramLabel = "TOKEN",
      description = "Do again what a finding's token holds, to any backend.")
  private @Nullable String replay;

  @Option(
      names = "--counterexamples",
      paramLabel = "FILE",
      description = "Scenarios that are run first; what generating finds is added to the file.")
  private @Nullable Path counterexamples;

  /// Where the cases are sent.
  static final class Target {
    @Option(
        names = "--url",
        paramLabel = "URL",
        converter = UrlConverter.class,
        description = "Base URL of a backend that runs, http://HOST:PORT.")
    @Nullable URI url;

    @Option(
        names = "--backend",
        paramLabel = "ID",
        description =
            "A backend described under backends/, or a descriptor's path: built if necessary,"
                + " started with a fresh database, and stopped afterwards. Or URL or NAME=URL of"
                + " one that runs. Give it several times to compare.")
    List<String> backends = new ArrayList<>();
  }

  /// The command for the installation's backends.
  public ParityCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    if (list) {
      return list();
    }
    if (maxCases < 1) {
      throw new CommandException(ExitCode.USAGE, "--max-cases must be 1 or more");
    }
    if (target.url == null && target.backends.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE, "name a backend: --url URL, or --backend ID once or several times");
    }
    boolean suiteAlone = cases == CaseSet.CORE && caseId == null && replay == null && !publish;
    return target.url != null && suiteAlone ? suite(target.url) : differential();
  }

  private int list() {
    List<ContractCase> all = ContractCases.load().cases();
    if (common.json()) {
      JsonOutput.print(terminal, all.stream().map(ContractCase::id).toList());
    } else {
      all.forEach(
          one ->
              terminal
                  .out()
                  .println(one.id() + "  " + one.grade() + "  " + String.join(" ", one.rules())));
    }
    return ExitCode.GOOD.code();
  }

  private int suite(URI url) {
    Path folder = output;
    ParityResult result =
        folder == null
            ? ParitySuite.run(url, this::progress)
            : ParityFolder.run(url, this::progress, folder);
    if (common.json()) {
      JsonOutput.print(terminal, ParityJson.of(result));
    } else {
      terminal.out().println(result.closingLine());
    }
    return (result.allPassed() ? ExitCode.GOOD : ExitCode.ANSWER_IS_NO).code();
  }

  private int differential() {
    List<String> names = target.url == null ? target.backends : List.of(String.valueOf(target.url));
    ParityOptions options =
        new ParityOptions(
            names,
            cases,
            caseId,
            seed,
            budget,
            maxCases,
            replay,
            output,
            counterexamples,
            publish ? installation.root().resolve("results") : null);
    ParityReport report =
        new ParityService(BackendCatalog.of(installation), options, this::progress, this::say)
            .run();
    if (common.json()) {
      JsonOutput.print(terminal, report.json());
    } else {
      terminal.out().print(report.text());
      terminal.out().println(report.closingLine());
    }
    return report.exitCode().code();
  }

  private void progress(CaseResult result) {
    if (common.json()) {
      say(line(result));
    } else {
      terminal.out().println(line(result));
    }
  }

  private void say(String line) {
    if (!common.quiet()) {
      terminal.err().println(line);
    }
  }

  private static String line(CaseResult result) {
    String mark =
        switch (result.outcome()) {
          case PASSED -> "passed ";
          case FAILED -> "FAILED ";
          case SKIPPED -> "SKIPPED";
        };
    String line = "  " + mark + "  " + result.id() + "  " + result.name();
    return result.message().isEmpty() ? line : line + "\n             " + result.message();
  }
}
