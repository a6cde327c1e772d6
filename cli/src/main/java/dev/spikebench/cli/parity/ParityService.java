package dev.spikebench.cli.parity;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.backend.BackendCatalog;
import dev.spikebench.cli.report.ParityFolder;
import dev.spikebench.parity.ParityException;
import dev.spikebench.parity.ParityListener;
import dev.spikebench.parity.ParityResult;
import dev.spikebench.parity.ParitySuite;
import dev.spikebench.parity.cases.ContractCases;
import dev.spikebench.parity.known.KnownDifferences;
import dev.spikebench.parity.observe.Target;
import dev.spikebench.parity.run.CaseOutcome;
import dev.spikebench.parity.run.Counterexamples;
import dev.spikebench.parity.run.DifferentialListener;
import dev.spikebench.parity.run.DifferentialOptions;
import dev.spikebench.parity.run.DifferentialResult;
import dev.spikebench.parity.run.DifferentialRun;
import dev.spikebench.parity.script.Scenario;
import dev.spikebench.parity.script.ScenarioText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Runs what was asked for. One use, one thread.
public final class ParityService {
  /// More causes than anybody mends before the next run.
  private static final int MAX_FINDINGS = 40;

  private static final int SHRINK_ATTEMPTS = 500;

  private final BackendCatalog catalog;
  private final ParityOptions options;
  private final ParityListener coreListener;
  private final Consumer<String> say;
  private final ContractCases planned = ContractCases.load();

  /// @param coreListener told of the 18 cases as they end
  /// @param say takes a line of progress
  public ParityService(
      BackendCatalog catalog,
      ParityOptions options,
      ParityListener coreListener,
      Consumer<String> say) {
    this.catalog = catalog;
    this.options = options;
    this.coreListener = coreListener;
    this.say = say;
  }

  /// Runs it, writes the files, and tells.
  ///
  /// @throws CommandException where the case or the token is none
  public ParityReport run() {
    String caseId = options.caseId();
    if (caseId != null && planned.cases().stream().noneMatch(one -> one.id().equals(caseId))) {
      throw new CommandException(
          ExitCode.USAGE, "there is no case '" + caseId + "'; --list shows them all");
    }
    replayed();
    Path publication = options.publication();
    if (publication != null && (options.replay() != null || options.cases() == CaseSet.CORE)) {
      throw new CommandException(
          ExitCode.USAGE,
          "--publish keeps a comparison: give --cases contract, generated or all, no --replay");
    }
    Instant startedAt = Instant.now();
    try (OpenBackends backends = OpenBackends.open(options.backends(), catalog, say)) {
      Map<String, ParityResult> core = core(backends);
      boolean more =
          options.cases() != CaseSet.CORE || options.caseId() != null || options.replay() != null;
      ParityOutcome outcome =
          new ParityOutcome(core, backends.unavailable(), more ? differential(backends) : null);
      ParityReport report = new ParityReport(outcome);
      report.write(options);
      if (publication != null) {
        publish(publication, outcome, startedAt, backends.work());
      }
      return report;
    }
  }

  private void publish(Path folder, ParityOutcome outcome, Instant startedAt, Path work) {
    if (outcome.exitCode() == ExitCode.GOOD) {
      say.accept("published " + PublishedParity.write(folder, outcome, startedAt, work));
    } else {
      say.accept("not published: the backends are apart, or the harness is at fault; see above");
    }
  }

  private Map<String, ParityResult> core(OpenBackends backends) {
    Map<String, ParityResult> results = new LinkedHashMap<>();
    if (options.cases().hasCore() && options.caseId() == null && options.replay() == null) {
      backends
          .addresses()
          .forEach(
              (name, address) -> {
                say.accept(name + ": the 18 cases");
                Path folder = options.output();
                results.put(
                    name,
                    folder == null
                        ? ParitySuite.run(address, coreListener)
                        : ParityFolder.run(address, coreListener, folder.resolve(name)));
              });
    }
    return results;
  }

  private DifferentialResult differential(OpenBackends backends) {
    List<Target> targets = backends.targets();
    try {
      return new DifferentialRun(targets, planned, plan(backends), new Progress()).run();
    } finally {
      targets.forEach(Target::close);
    }
  }

  /// The scenario of the token; none where none is given.
  private List<Scenario> replayed() {
    String token = options.replay();
    try {
      return token == null ? List.of() : List.of(ScenarioText.ofToken(token));
    } catch (ParityException damaged) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(damaged.getMessage()), damaged);
    }
  }

  private DifferentialOptions plan(OpenBackends backends) {
    List<Scenario> stored = new ArrayList<>(replayed());
    boolean replay = options.replay() != null;
    if (!replay && options.cases().hasGenerated()) {
      stored.addAll(Counterexamples.ofBuild());
      stored.addAll(CounterexampleFile.read(options.counterexamples()));
    }
    boolean generates = !replay && options.cases().hasGenerated() && options.caseId() == null;
    return new DifferentialOptions(
        LaunchedBackend.settings(),
        !replay && (options.cases().hasContract() || options.caseId() != null),
        options.caseId() == null ? "" : options.caseId(),
        options.seed(),
        generates ? options.budget() : Duration.ZERO,
        options.maxCases(),
        MAX_FINDINGS,
        SHRINK_ATTEMPTS,
        backends.allLaunched(),
        stored,
        KnownDifferences.ofBuild(planned.cases()),
        LocalDate.now(ZoneOffset.UTC));
  }

  /// Tells what is red at once, and the rest now and then.
  private final class Progress implements DifferentialListener {
    private int cases;

    @Override
    public void caseFinished(CaseOutcome outcome) {
      cases++;
      if (!outcome.passes()) {
        say.accept(
            "  "
                + outcome.verdict().label()
                + "  "
                + outcome.planned().id()
                + "  "
                + outcome.worstFacet()
                + "  "
                + outcome.byBackend());
      }
      if (cases % 100 == 0) {
        say.accept("  " + cases + " contract cases");
      }
    }

    @Override
    public void generated(int scenarios, double requestsPerSecond) {
      say.accept(
          "  %d generated scenarios, %.0f requests/s".formatted(scenarios, requestsPerSecond));
    }
  }
}
