package dev.spikebench.cli.growth;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.doctor.MeasurementLock;
import dev.spikebench.backends.environment.EnvironmentProbe;
import dev.spikebench.backends.raw.IdShape;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.MeasuringTurn;
import dev.spikebench.cli.ProgramVersion;
import dev.spikebench.cli.RunId;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.WritableFolders;
import dev.spikebench.cli.backend.BackendCatalog;
import dev.spikebench.cli.backend.TemporaryFolder;
import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadOptions;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.results.growth.GrowthPlan;
import dev.spikebench.results.growth.GrowthResults;
import dev.spikebench.results.json.GrowthFiles;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.Tool;
import dev.spikebench.results.report.GrowthReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// What `growth` does around the measuring itself: builds, locks, writes the result after each
/// process, and the reports at the end. Used by one thread.
public final class GrowthService {
  private static final String PARTIAL = "growth-results.partial.json";
  private final Terminal terminal;
  private final Installation installation;
  private final CommonOptions common;
  private final Clock clock;

  /// The service for the installation's backends.
  public GrowthService(
      Terminal terminal, Installation installation, CommonOptions common, Clock clock) {
    this.terminal = terminal;
    this.installation = installation;
    this.common = common;
    this.clock = clock;
  }

  /// The folder of a run that was not told where to write: a new one, named by the time.
  public Path defaultOutput() {
    return installation.runs().resolve("growth-" + RunId.of(clock.instant()));
  }

  /// Measures, writes and prints.
  ///
  /// @throws CommandException where it cannot begin
  public ExitCode run(GrowthOptions options) {
    List<BackendDescriptor> backends = BackendCatalog.of(installation).choose(options.backends());
    WritableFolders.require(options.output());
    WritableFolders.require(options.workDirectory());
    try (Interruption interruption = Interruption.listen();
        MeasurementLock _ = MeasuringTurn.take(options.waitForOthers(), this::say)) {
      backends.forEach(backend -> BackendCatalog.buildOrFail(backend, this::say));
      GrowthResults results = measure(options, backends, interruption);
      return finish(options, results);
    }
  }

  private GrowthResults measure(
      GrowthOptions options, List<BackendDescriptor> backends, Interruption interruption) {
    Instant startedAt = clock.instant();
    Environment environment = EnvironmentProbe.probe(options.workDirectory());
    environment.disturbances().forEach(it -> say("note: " + it));
    LoadOptions loadOptions = LoadOptions.defaults().withHeadroomCheck(false);
    try (TemporaryFolder databases = databases(options);
        LoadGenerator generator = LoadGenerator.create(loadOptions)) {
      interruption.whenRequested(generator::cancel);
      say("warming up the load generator ...");
      var _ = generator.warmUp(ProgressListener.SILENT);
      Keeper keeper = new Keeper(options, backends, environment, startedAt);
      GrowthMeasuring measuring =
          new GrowthMeasuring(
              options, backends, databases.path(), interruption, this::say, keeper::keep);
      keeper.measuring = measuring;
      measuring.run(new GrowthRunner(generator, options.workDirectory(), clock));
      return keeper.results(interruption.requested());
    }
  }

  /// Puts the result together, also while it grows.
  private final class Keeper {
    private final GrowthOptions options;
    private final List<BackendDescriptor> backends;
    private final Environment environment;
    private final Instant startedAt;

    @SuppressWarnings("NullAway.Init") // set before the first run ends
    private GrowthMeasuring measuring;

    @SuppressWarnings("NullAway.Init")
    Keeper(
        GrowthOptions options,
        List<BackendDescriptor> backends,
        Environment environment,
        Instant startedAt) {
      this.options = options;
      this.backends = backends;
      this.environment = environment;
      this.startedAt = startedAt;
    }

    void keep() {
      GrowthFiles.write(options.output().resolve(PARTIAL), results(true));
    }

    GrowthResults results(boolean interrupted) {
      return new GrowthResults(
          GrowthResults.KIND,
          GrowthResults.SCHEMA_VERSION,
          new Tool("spikebench", ProgramVersion.current(), environment.source().commit().value()),
          startedAt,
          clock.instant(),
          interrupted,
          environment,
          new GrowthPlan(
              backends.stream().map(BackendDescriptor::id).toList(),
              options.ids().stream().map(IdShape::text).toList(),
              options.levels(),
              options.rounds(),
              GrowthRunner.EVENTS,
              GrowthRunner.WARM_UP_EVENTS,
              ReadTimes.COUNT),
          measuring.runs(),
          measuring.remarks());
    }
  }

  private ExitCode finish(GrowthOptions options, GrowthResults results) {
    Path partial = options.output().resolve(PARTIAL);
    Path file = results.interrupted() ? partial : options.output().resolve(GrowthReport.RESULTS);
    GrowthFiles.write(file, results);
    Path html = options.output().resolve(GrowthReport.HTML);
    WholeFiles.write(
        options.output().resolve(GrowthReport.MARKDOWN), GrowthReport.markdown(results));
    WholeFiles.write(html, GrowthReport.html(results));
    terminal
        .out()
        .print(common.json() ? GrowthFiles.toJson(results) : GrowthReport.markdown(results));
    terminal.out().flush();
    say("results: " + file);
    say("report:  " + html);
    if (results.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    delete(partial);
    boolean nothing = results.runs().stream().noneMatch(run -> run.valid());
    return nothing ? ExitCode.INVALID_MEASUREMENT : ExitCode.GOOD;
  }

  private static void delete(Path partial) {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.TOOL_FAILURE,
          "cannot delete " + partial + ": " + e + "; the result is whole",
          e);
    }
  }

  private static TemporaryFolder databases(GrowthOptions options) {
    try {
      return TemporaryFolder.of(Files.createTempDirectory(options.workDirectory(), "growth-"));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "cannot make a folder in " + options.workDirectory() + ": " + e, e);
    }
  }

  private void say(String line) {
    if (!common.quiet()) {
      terminal.err().println(line);
      terminal.err().flush();
    }
  }
}
