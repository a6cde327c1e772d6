package dev.spikebench.cli.command;

import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.process.StopSignal;
import dev.spikebench.cli.CpuSetConverter;
import dev.spikebench.cli.DurationConverter;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.LoadUrlConverter;
import dev.spikebench.cli.target.CommandTarget;
import dev.spikebench.cli.target.TargetSpec;
import dev.spikebench.loadgen.cpu.CpuSet;
import dev.spikebench.loadgen.model.TlsTrust;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The options that name the target of a load: one that runs, by its URL and maybe its process, or
/// one that is started for it, by its command or its descriptor.
final class TargetOptions {
  private static final String PID = "--pid";
  private static final String DATABASE = "--db-path";
  private static final String DIRECTORY = "--cwd";
  private static final String ENVIRONMENT = "--env";
  private static final String READY_URL = "--ready-url";
  private static final String READY_PATH = "--ready-path";
  private static final String STOP_SIGNAL = "--stop-signal";
  private static final String START_TIMEOUT = "--start-timeout";
  private static final String SERVER_CPUS = "--server-cpus";
  private static final String COUNT_SYNCS = "--count-syncs";
  private static final String HEALTH_PATH = "/api/health";

  @SuppressWarnings("NullAway.Init") // picocli sets the specification before the options are read
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private One one = new One();

  /// Exactly one of these names the target.
  private static final class One {
    @Parameters(
        index = "0",
        paramLabel = "URL",
        converter = LoadUrlConverter.class,
        description =
            "Base URL of a target that runs, http://HOST:PORT or https://HOST:PORT; of another API"
                + " with path and query.")
    private @Nullable URI positionalUrl;

    @Option(
        names = "--url",
        paramLabel = "URL",
        converter = LoadUrlConverter.class,
        description = "The same as an option.")
    private @Nullable URI url;

    @Option(
        names = "--launch",
        paramLabel = "COMMAND",
        description =
            "Start this command for the run and end it afterwards; words are split as a shell"
                + " would, but no shell runs it. $${port} stands for a free port; without it and"
                + " without --ready-url the command must print 'listening on http://HOST:PORT'.")
    private @Nullable String launch;

    @Option(
        names = {"-b", "--backend"},
        paramLabel = "ID",
        description =
            "Build, start and end a described backend, by its id under backends/ or its"
                + " descriptor's path.")
    private @Nullable String backend;

    private @Nullable URI anyUrl() {
      return positionalUrl == null ? url : positionalUrl;
    }
  }

  @Option(
      names = PID,
      paramLabel = "PID",
      description = "Process id of a target that runs: reports its memory, CPU and more too.")
  private @Nullable Long pid;

  @Option(
      names = DATABASE,
      paramLabel = "FILE",
      description = "With --pid: its SQLite database file, whose size is reported too.")
  private @Nullable Path database;

  @Option(
      names = DIRECTORY,
      paramLabel = "DIR",
      description = "Where the command of --launch runs (default: here).")
  private @Nullable Path directory;

  @Option(
      names = ENVIRONMENT,
      paramLabel = "NAME=VALUE",
      description = "A variable for what is started; repeatable.")
  private Map<String, String> environment = new LinkedHashMap<>();

  @Option(
      names = READY_URL,
      paramLabel = "URL",
      description = "URL of the command of --launch that answers 200 once it is ready.")
  private @Nullable String readyUrl;

  @Option(
      names = READY_PATH,
      paramLabel = "PATH",
      description = "Only the path of that URL (default: /api/health).")
  private @Nullable String readyPath;

  @Option(
      names = STOP_SIGNAL,
      paramLabel = "NAME",
      description = "What asks it to end: ${COMPLETION-CANDIDATES} (default: TERM).")
  private @Nullable StopSignal stopSignal;

  @Option(
      names = START_TIMEOUT,
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Longest time until what is started is ready (default: 30s).")
  private @Nullable Duration startTimeout;

  @Option(
      names = SERVER_CPUS,
      paramLabel = "LIST",
      converter = CpuSetConverter.class,
      description =
          "Hold the target to these processors, such as 0 or 0-1,3 (taskset; the result says to"
              + " which).")
  private @Nullable CpuSet serverCpus;

  @Option(
      names = {"-k", "--insecure"},
      description = "Take any certificate of a target with https.")
  private boolean insecure;

  @Option(
      names = COUNT_SYNCS,
      description =
          "Count the syncs of what is started (fsync and its kin) in a second run under strace,"
              + " which is not timed.")
  private boolean countSyncs;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description =
          "Where the database of what is started lies; it is deleted afterwards"
              + " (default: results/runs/.work).")
  private @Nullable Path workDirectory;

  /// Which certificates of the target are good enough.
  TlsTrust trust() {
    return insecure ? TlsTrust.ANY : TlsTrust.VERIFIED;
  }

  /// Processors that the target is to be held to; null for those it may run on anyway.
  @Nullable CpuSet serverCpus() {
    return serverCpus;
  }

  /// Whether syncs are to be counted.
  boolean countSyncs() {
    return countSyncs;
  }

  /// Where the database of a started target lies.
  Path workDirectory(Installation installation) {
    return workDirectory == null ? installation.work() : workDirectory;
  }

  /// The URL as it was given, with its path; null where the target is started.
  @Nullable URI url() {
    return one.anyUrl();
  }

  /// The target that these options name, a base URL where it is one.
  ///
  /// @throws ParameterException if an option does not go with the way the target is named
  TargetSpec target() {
    return target(this::bare);
  }

  private URI bare(URI url) {
    String path = url.getRawPath();
    if ((path == null || path.isEmpty() || path.equals("/")) && url.getRawQuery() == null) {
      return URI.create(url.getScheme() + "://" + url.getRawAuthority());
    }
    throw new ParameterException(
        spec.commandLine(), "'" + url + "' must end after the port: the paths are the contract's.");
  }

  /// The target that these options name.
  ///
  /// @param base makes the base URL of the one given
  /// @throws ParameterException if an option does not go with the way the target is named
  TargetSpec target(UnaryOperator<URI> base) {
    String backend = one.backend;
    URI given = one.anyUrl();
    if (given != null) {
      URI url = base.apply(given);
      onlyWith("--launch", DIRECTORY, READY_URL, READY_PATH, STOP_SIGNAL);
      onlyWith("--launch or --backend", ENVIRONMENT, START_TIMEOUT, COUNT_SYNCS);
      return running(url);
    }
    onlyWith("a URL", PID, DATABASE);
    if (backend != null) {
      onlyWith("--launch", DIRECTORY, READY_URL, READY_PATH, STOP_SIGNAL);
      return new TargetSpec.Backend(backend, environment, startTimeout());
    }
    return command(Objects.requireNonNull(one.launch, "picocli requires one of the group"));
  }

  private TargetSpec running(URI url) {
    Long process = pid;
    if (process == null) {
      onlyWith(PID, DATABASE, SERVER_CPUS);
      return new TargetSpec.Address(url);
    }
    return new TargetSpec.RunningProcess(url, process, database);
  }

  private TargetSpec command(String launch) {
    if (readyUrl != null && readyPath != null) {
      throw new ParameterException(
          spec.commandLine(), READY_URL + " names the path already: leave " + READY_PATH + " out.");
    }
    try {
      return CommandTarget.of(
          new CommandTarget.Words(
              launch,
              directory == null ? Path.of("") : directory,
              environment,
              readyUrl,
              readyPath == null ? HEALTH_PATH : readyPath,
              stopSignal == null ? StopSignal.TERM : stopSignal,
              startTimeout()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Duration startTimeout() {
    return startTimeout == null ? LaunchOptions.DEFAULT_START_TIMEOUT : startTimeout;
  }

  private void onlyWith(String companion, String... options) {
    for (String option : options) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(
            spec.commandLine(), option + " goes with " + companion + " alone.");
      }
    }
  }
}
