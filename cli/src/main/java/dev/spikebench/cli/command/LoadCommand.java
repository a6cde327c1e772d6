package dev.spikebench.cli.command;

import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.backend.BackendCatalog;
import dev.spikebench.cli.load.LoadRequest;
import dev.spikebench.cli.load.LoadService;
import dev.spikebench.cli.target.TargetSpec;
import dev.spikebench.cli.target.Targets;
import dev.spikebench.loadgen.LoadOptions;
import dev.spikebench.loadgen.cpu.Affinity;
import dev.spikebench.loadgen.cpu.CpuSet;
import dev.spikebench.loadgen.definition.WorkloadCatalog;
import dev.spikebench.loadgen.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Sends a workload to a backend, or a request to any API, and measures.
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = {
      "Send a workload, the spec workload unless another is named, to a backend; measure it and"
          + " what it",
      "takes. It runs already (URL, maybe with --pid) or is started for it (--launch, --backend).",
      "Or send one request again and again to any other HTTP API.",
      "The client is warmed up on a server of its own first; each run has event ids of its own."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench load http://127.0.0.1:3141",
      "  spikebench load http://127.0.0.1:3141 --events 200000 -c 80 --json > run.json",
      "  spikebench load http://127.0.0.1:3141 --workload realistic-mix",
      "  spikebench load http://127.0.0.1:3141 -c 40 -d 30s         closed loop, for 30 seconds",
      "  spikebench load http://127.0.0.1:3141 -d 30s -R 500        open loop: 500 requests/s",
      "  spikebench load http://127.0.0.1:3141 -d 1m -R 100:2000 --arrivals poisson   a ramp",
      "  spikebench load http://127.0.0.1:3141 --pid 4711   also its memory, CPU and more",
      "  spikebench load --backend java-undertow            built, started, measured, stopped",
      "  spikebench load --launch 'node server.js' --env 'PORT=$${port}' --ready-path /health",
      "  spikebench load --launch './server --port $${port}' --count-syncs",
      "  spikebench load --backend java-undertow --server-cpus 0 --client-cpus 1",
      "  spikebench load http://127.0.0.1:3141 --threshold 'p99<50ms' --threshold"
          + " 'failed_rate<0.1%%'",
      "  spikebench load http://127.0.0.1:3141 --hdr run.hgrm --timeseries run.ndjson",
      "  spikebench load http://127.0.0.1:3141 --subscribers 20   also its event stream",
      "  spikebench load http://127.0.0.1:3141 --slow-reader   does one hold up the ingest?",
      "",
      "  Any other HTTP API, judged by its answers:",
      "  spikebench load 'http://127.0.0.1:8080/search?q=a' -X GET -d 10s -c 20",
      "  spikebench load http://127.0.0.1:8080/items --body-template item.json --success"
          + " status=201",
      "  spikebench load http://127.0.0.1:8080/in --body-file body.xml --content-type text/xml"
          + " --success 'body~stored'",
      "",
      "Exit codes: 0 valid, 3 requests failed, a threshold was breached, or the stream lost,",
      "repeated or swapped events, 4 the run does not count, 5 the target can't be reached or",
      "died, 130 or 143 interrupted."
    })
public final class LoadCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Installation installation;

  @Spec private CommandSpec spec;

  @Mixin private CommonOptions common = new CommonOptions();

  @Mixin private WorkloadOptions workload = new WorkloadOptions();

  @Mixin private LoadOutputOptions outputs = new LoadOutputOptions();

  @Mixin private SubscriberOptions subscribers = new SubscriberOptions();

  @Option(
      names = "--slow-reader",
      description =
          "Afterwards send the workload eight times more, half of them with one deliberately slow"
              + " reader on the event stream: what does it do to the ingest?")
  private boolean slowReader;

  @Mixin private TargetOptions target = new TargetOptions();

  @Mixin private RequestOptions request = new RequestOptions();

  @Mixin private DrivingOptions driving = new DrivingOptions();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of random event ids and Poisson arrivals (default: 1).")
  private long seed = 1;

  @Option(
      names = "--allow-remote",
      description = "Load a target that is not on this machine, on purpose.")
  private boolean allowRemote;

  @Option(names = "--allow-failures", description = "Exit 0 although requests failed.")
  private boolean allowFailures;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Also write the document of --json to load.json in this folder.")
  private @Nullable Path output;

  @Option(names = "--dry-run", description = "Say what would be sent; send nothing.")
  private boolean dryRun;

  /// The command, printing on the terminal.
  ///
  /// @param installation where the named workloads and backends lie
  @SuppressWarnings("NullAway.Init") // picocli sets the specification before it calls the command
  public LoadCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  private Workload workload() {
    if (!request.any()) {
      return workload.workload(new WorkloadCatalog(installation.workloads()), driving.timed());
    }
    if (slowReader || subscribers.streams().subscribers() > 0) {
      throw new ParameterException(
          spec.commandLine(),
          "Subscribers follow the events of the ingest contract: leave --subscribers and"
              + " --slow-reader out.");
    }
    return workload.ofRequest(request.request(target.url()), driving.timed());
  }

  @Override
  public Integer call() {
    CpuSet clientCpus = driving.clientCpus();
    if (clientCpus != null && !dryRun) {
      Affinity.holdThisProcess(clientCpus);
    }
    LoadOptions options =
        driving
            .applyTo(LoadOptions.defaults())
            .withAllowRemote(allowRemote)
            .withTrust(target.trust())
            .withSeed(seed)
            .withStreams(subscribers.streams().withSlowReader(slowReader));
    Duration interval = outputs.interval();
    options = interval == null ? options : options.withInterval(interval);
    TargetSpec targetSpec = target.target(request::base);
    LoadRequest load =
        new LoadRequest(
            targetSpec,
            workload(),
            options,
            target.serverCpus(),
            target.countSyncs(),
            output,
            outputs.plan(!(targetSpec instanceof TargetSpec.Address)),
            allowFailures);
    Targets targets =
        new Targets(
            BackendCatalog.of(installation),
            target.workDirectory(installation),
            common.quiet() ? line -> {} : terminal.err()::println);
    LoadService service = new LoadService(terminal, common, targets);
    return (dryRun ? service.describe(load) : service.run(load)).code();
  }
}
