package dev.spikebench.cli.ceiling;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.doctor.MeasurementLock;
import dev.spikebench.backends.environment.EnvironmentProbe;
import dev.spikebench.backends.environment.SyncLatency;
import dev.spikebench.backends.raw.RawInsertRate;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.MeasuringTurn;
import dev.spikebench.cli.RunId;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.WritableFolders;
import dev.spikebench.cli.backend.BackendCatalog;
import dev.spikebench.cli.jmh.ParsingRate;
import dev.spikebench.loadgen.NullServerFigures;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.model.Environment;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `ceiling` does: measures each part of an event's way by itself, in one go on one machine.
/// Used by one thread.
public final class CeilingService {
  private static final String FILE = "ceiling.json";
  private static final String PARTIAL_FILE = "ceiling.partial.json";
  private final Terminal terminal;
  private final Installation installation;
  private final CommonOptions common;
  private final Clock clock;

  /// The service for the installation's backends.
  public CeilingService(
      Terminal terminal, Installation installation, CommonOptions common, Clock clock) {
    this.terminal = terminal;
    this.installation = installation;
    this.common = common;
    this.clock = clock;
  }

  /// The folder of a run that was not told where to write: a new one, named by the time.
  public Path defaultOutput() {
    return installation.runs().resolve("ceiling-" + RunId.of(clock.instant()));
  }

  /// Measures, writes the result file and prints the table.
  ///
  /// @throws dev.spikebench.cli.CommandException where it cannot begin
  public ExitCode run(CeilingOptions options) {
    List<BackendDescriptor> chosen = BackendCatalog.of(installation).choose(options.backends());
    WritableFolders.require(options.output());
    WritableFolders.require(options.workDirectory());
    try (Interruption interruption = Interruption.listen();
        MeasurementLock _ = MeasuringTurn.take(options.waitForOthers(), this::say)) {
      CeilingResult result = measure(options, built(chosen), interruption);
      boolean cut = interruption.requested();
      Path file = options.output().resolve(cut ? PARTIAL_FILE : FILE);
      Map<String, @Nullable Object> document = CeilingDocument.of(result, clock.instant());
      WholeFiles.write(file, JsonOutput.text(document) + "\n");
      print(result, document);
      say("results: " + file);
      if (cut) {
        return ExitCode.INTERRUPTED;
      }
      boolean nothing = result.rates().stream().allMatch(rate -> rate.median() == null);
      return nothing ? ExitCode.TARGET_UNAVAILABLE : ExitCode.GOOD;
    }
  }

  private CeilingResult measure(
      CeilingOptions options, List<BackendDescriptor> backends, Interruption interruption) {
    Environment environment = EnvironmentProbe.probe(options.workDirectory());
    environment.disturbances().forEach(it -> say("note: " + it));
    say("sync latency of " + options.workDirectory() + " ...");
    SyncLatency sync = SyncLatency.measure(options.workDirectory());
    List<CeilingCase> cases = CeilingCase.all(options.quick());
    BindingRates rates =
        new BindingRates(backends, options.workDirectory(), interruption, this::say);
    rates.measure(cases, options.passes());
    ParsingRate parsing = null;
    NullServerFigures.Figures generator = null;
    if (!interruption.requested()) {
      say("parsing and validating alone ...");
      parsing = ParsingRate.measure(installation, interruption);
    }
    if (!interruption.requested()) {
      say("the load generator against a server that costs nothing ...");
      generator = NullServerFigures.measure(ProgressListener.SILENT);
    }
    return new CeilingResult(
        environment,
        options.quick(),
        !interruption.requested(),
        sync,
        parsing,
        generator,
        rates.rates(cases));
  }

  /// Those that can be built here and say how their binding is measured.
  private List<BackendDescriptor> built(List<BackendDescriptor> chosen) {
    List<BackendDescriptor> usable = new ArrayList<>();
    for (BackendDescriptor backend : chosen) {
      String problem = BackendCatalog.build(backend, this::say);
      if (problem == null && !RawInsertRate.isKnownFor(backend)) {
        problem = "its descriptor does not say how to measure its raw inserts";
      }
      if (problem == null) {
        usable.add(backend);
      } else {
        say(backend.id() + ": left out, because " + problem);
      }
    }
    return usable;
  }

  private void print(CeilingResult result, Map<String, @Nullable Object> document) {
    if (common.json()) {
      JsonOutput.print(terminal, document);
    } else {
      CeilingText.lines(result).forEach(terminal.out()::println);
      terminal.out().flush();
    }
  }

  private void say(String line) {
    if (!common.quiet()) {
      terminal.err().println(line);
      terminal.err().flush();
    }
  }
}
