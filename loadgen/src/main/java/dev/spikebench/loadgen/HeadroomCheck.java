package dev.spikebench.loadgen;

import dev.spikebench.loadgen.cpu.CpuAllowance;
import dev.spikebench.loadgen.model.Headroom;
import dev.spikebench.loadgen.nullserver.NullServer;
import dev.spikebench.loadgen.request.CustomRequest;
import dev.spikebench.loadgen.request.RequestForm;
import dev.spikebench.loadgen.request.SuccessRule;
import dev.spikebench.loadgen.schedule.ArrivalRate;
import dev.spikebench.loadgen.schedule.LoadMode;
import dev.spikebench.loadgen.schedule.Schedule;
import dev.spikebench.loadgen.target.PartPlan;
import dev.spikebench.loadgen.target.PartResult;
import dev.spikebench.loadgen.target.RunControl;
import dev.spikebench.loadgen.target.SessionSettings;
import dev.spikebench.loadgen.target.TargetSession;
import dev.spikebench.loadgen.workload.BodyRenderer;
import dev.spikebench.loadgen.workload.RequestBodies;
import dev.spikebench.loadgen.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sends the same load (mode, connections, sizes of the bodies), shortened, to the null server:
/// what the client reaches there is what it could have shown of a target that costs nothing.
/// Measured once for each shape of load and remembered. One thread.
final class HeadroomCheck {
  /// Longest time it takes to send.
  private static final Duration LIMIT = Duration.ofSeconds(2);

  /// Beyond its sending, the check gets this much to come to its end.
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private static final long MOST_REQUESTS = 10_000;

  /// An open loop is asked for at least so many requests a second, and sends for a second.
  private static final double LEAST_PER_SECOND = 50;

  /// Bodies that are rendered and sent in turn; the null server does not mind.
  private static final long DISTINCT_BODIES = 100;

  /// In an open loop the null server is asked for so many times the rate that the target took.
  private static final double OPEN_LOOP_FACTOR = 2;

  /// From this share of what the process may use on, client and null server are in each other's
  /// way.
  private static final double SHARED_SHARE = 0.90;

  /// What makes two loads alike.
  private record Shape(
      String mode, int connections, int batchSize, boolean single, int largestBytes) {}

  private final LoadOptions options;
  private final Map<Shape, Headroom> known = new HashMap<>();

  HeadroomCheck(LoadOptions options) {
    this.options = options;
  }

  /// What the client can do with a workload.
  ///
  /// @param targetPerSecond requests a second that the target took; without meaning in a closed
  ///   loop
  /// @param control ends it early
  /// @return null where it was ended early
  @Nullable Headroom of(Workload workload, double targetPerSecond, RunControl control) {
    Workload shortened =
        workload.withEvents(Math.min(workload.events(), DISTINCT_BODIES * workload.batchSize()));
    RequestBodies bodies =
        new BodyRenderer(shortened, "client-headroom", Instant.EPOCH, options.seed()).measured();
    Shape shape =
        new Shape(
            workload.mode().text(),
            workload.concurrency(),
            workload.batchSize(),
            workload.single(),
            bodies.largestBytes());
    Headroom before = known.get(shape);
    if (before != null && (isClosed(workload) || before.over(targetPerSecond) >= enough())) {
      return before;
    }
    Headroom measured = measure(workload, bodies, targetPerSecond, control);
    if (measured != null) {
      known.put(shape, measured);
    }
    return measured;
  }

  private @Nullable Headroom measure(
      Workload workload, RequestBodies bodies, double targetPerSecond, RunControl control) {
    RunControl own = new RunControl(DEADLINE);
    try (NullServer server = NullServer.start();
        TargetSession session = TargetSession.open(settings(server, workload, bodies))) {
      PartPlan plan = plan(workload, bodies, targetPerSecond);
      CpuAllowance allowance = CpuAllowance.current();
      long processCpuNs = ClientMeter.processCpuNs();
      long serverCpuNs = server.cpuNs();
      PartResult part = session.run(plan, own);
      if (part.cancelled() || control.cancelled()) {
        return null;
      }
      double rate = part.tally().requestsEnded() * 1e9 / part.elapsedNs();
      double factor =
          sharingFactor(
              (double) (ClientMeter.processCpuNs() - processCpuNs),
              (double) (server.cpuNs() - serverCpuNs),
              allowance.cpus() * part.elapsedNs(),
              Math.min(options.ioThreads(), allowance.cpus()) * part.elapsedNs());
      return new Headroom(rate * factor, factor > 1, part.tally().requestsEnded());
    }
  }

  /// The null server runs inside the client's process. Where both together used up what the process
  /// may use, the client alone would have had the server's part as well.
  static double sharingFactor(
      double processCpuNs, double serverCpuNs, double allowedNs, double clientMostNs) {
    double clientNs = processCpuNs - serverCpuNs;
    if (clientNs <= 0 || processCpuNs < SHARED_SHARE * allowedNs) {
      return 1;
    }
    return Math.max(1, Math.min(clientMostNs, processCpuNs) / clientNs);
  }

  private PartPlan plan(Workload workload, RequestBodies bodies, double targetPerSecond) {
    return switch (workload.mode()) {
      case LoadMode.ClosedLoop closed ->
          PartPlan.silent(form(workload), new RepeatedBodies(bodies, MOST_REQUESTS)).within(LIMIT);
      case LoadMode.OpenLoop open -> {
        double rate =
            Math.clamp(
                targetPerSecond * OPEN_LOOP_FACTOR, LEAST_PER_SECOND, ArrivalRate.MOST_PER_SECOND);
        LoadMode.OpenLoop faster =
            new LoadMode.OpenLoop(ArrivalRate.constant(rate), open.arrivals());
        long requests = Math.min(MOST_REQUESTS, (long) rate);
        Schedule schedule = Schedule.of(faster, options.seed(), requests, null);
        yield PartPlan.silent(form(workload), new RepeatedBodies(bodies, requests)).by(schedule);
      }
    };
  }

  /// The null server knows no other API; what it says to a request for one costs the client as
  /// much.
  private static RequestForm form(Workload workload) {
    CustomRequest request = workload.request();
    if (request == null) {
      return workload.form();
    }
    RequestForm form = request.form();
    String method = form.contentType() == null ? "GET" : "POST";
    return new RequestForm(
        method, form.path(), form.headers(), form.contentType(), SuccessRule.ANY);
  }

  private static boolean isClosed(Workload workload) {
    return workload.mode() instanceof LoadMode.ClosedLoop;
  }

  private static double enough() {
    return VerdictRule.LEAST_HEADROOM;
  }

  private SessionSettings settings(NullServer server, Workload workload, RequestBodies bodies) {
    return new SessionSettings(
        server.uri(),
        workload.concurrency(),
        bodies.largestBytes(),
        options.ioThreads(),
        options.requestTimeout());
  }
}
