package dev.spikebench.cli.calibrate;

import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.cli.calibrate.CheckResult.Reading;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.model.PlanOutcome;
import dev.spikebench.loadgen.recording.BackFilled;
import dev.spikebench.loadgen.schedule.ArrivalRate;
import dev.spikebench.loadgen.schedule.Arrivals;
import dev.spikebench.loadgen.schedule.LoadMode;
import dev.spikebench.loadgen.workload.Workload;
import java.time.Duration;
import java.util.List;

/// Latencies that are known: an exact delay, and stops of the server or of the generator.
///
/// Where a server stands still for S in a time T, whoever asked all the while waited longer than x
/// for the share (S − x) / T of the time; so the percentile p of the latency is S − (1 − p) T.
final class LatencyChecks {
  private static final double NS_PER_MS = 1e6;
  private static final double US_PER_MS = 1e3;
  private static final double NS_PER_SECOND = 1e9;

  private LatencyChecks() {}

  static List<Check> all() {
    return List.of(
        new KnownDelay(),
        new FirstRunAsFifth(),
        new StoppedServerClosedLoop(),
        new StoppedServerOpenLoop(),
        new PausedGenerator());
  }

  private static Workload workload(int connections) {
    return Workload.spec().toBuilder()
        .id("calibration")
        .events(Workload.MAX_EVENTS)
        .concurrency(connections)
        .batchSize(1)
        .build();
  }

  private static Workload at(double perSecond, int connections) {
    return workload(connections).toBuilder()
        .mode(new LoadMode.OpenLoop(ArrivalRate.constant(perSecond), Arrivals.UNIFORM))
        .build();
  }

  /// Bar: p50 within 0.3 ms of D = 5 ms; Little's law within 3 %; every count conserved.
  ///
  /// One connection reads the delay alone. Ten in a closed loop send in bursts, whose answers are
  /// sent and read one after the other: that wait is real, so it is told and not judged.
  private static final class KnownDelay implements Check {
    private static final int CONNECTIONS = 10;

    @Override
    public String id() {
      return "known-delay";
    }

    @Override
    public String question() {
      return "does a server that answers after 5 ms read as 5 ms?";
    }

    @Override
    public CheckResult run(Bench bench) {
      try (RunningBackend server = bench.server(Duration.ofMillis(5), 0)) {
        LoadResult one = load(bench, server, 1);
        double latenessUs = bench.answerLatenessUs(server.baseUri());
        LoadResult ten = load(bench, server, CONNECTIONS);
        double inFlight = ten.requestsPerSecond() * ten.latency().meanNs() / NS_PER_SECOND;
        return CheckResult.of(
            id(),
            question(),
            List.of(
                Reading.near("p50, ms", p50Ms(one), 5, 0.3),
                Reading.told("of it the server was late by, median, ms", latenessUs / US_PER_MS),
                Reading.told("p50 at ten connections, ms", p50Ms(ten)),
                Reading.near(
                    "rate times mean latency, over connections", inFlight / CONNECTIONS, 1, 0.03),
                Reading.exactly(
                    "requests that failed",
                    (double) (one.requestsFailed() + ten.requestsFailed()),
                    0),
                Reading.exactly("events stored less acknowledged", lost(one) + lost(ten), 0)));
      }
    }

    private static LoadResult load(Bench bench, RunningBackend server, int connections) {
      return bench.load(
          server.baseUri(),
          workload(connections),
          Duration.ofSeconds(bench.quick() ? 3 : 10),
          () -> {});
    }

    private static double p50Ms(LoadResult result) {
      return result.latency().percentileNs(50) / NS_PER_MS;
    }

    /// Unknown is no zero.
    private static double lost(LoadResult result) {
      Long stored = result.eventsStored();
      return stored == null ? Double.NaN : (double) (stored - result.eventsAcknowledged());
    }
  }

  /// Bar: p50 of the first spec workload at most 1.25 times that of the fifth in the same process.
  private static final class FirstRunAsFifth implements Check {
    private static final int TIMES = 5;

    @Override
    public String id() {
      return "first-run-as-fifth";
    }

    @Override
    public String question() {
      return "does the first run of a process read like its fifth, after the client's warm-up?";
    }

    @Override
    public CheckResult run(Bench bench) {
      try (RunningBackend server = bench.server(Duration.ofMillis(5), 0)) {
        List<LoadResult> results = bench.loads(server.baseUri(), Workload.spec(), TIMES);
        double first = (double) results.getFirst().latency().percentileNs(50);
        double fifth = (double) results.getLast().latency().percentileNs(50);
        return CheckResult.of(
            id(),
            question(),
            List.of(
                Reading.atMost("p50 of the first over that of the fifth", first / fifth, 1.25)));
      }
    }
  }

  /// Bar: wire p99 stays low, maximum at least 1 s, back-filled p99 0.90 s to 5 %.
  private static final class StoppedServerClosedLoop implements Check {
    private static final Duration STOP = Duration.ofSeconds(1);
    private static final Duration TIME = Duration.ofSeconds(10);

    @Override
    public String id() {
      return "stopped-server-closed-loop";
    }

    @Override
    public String question() {
      return "a server stopped for 1 s of 10, closed loop: hidden on the wire, found by"
          + " back-filling?";
    }

    @Override
    public CheckResult run(Bench bench) {
      try (RunningBackend server = bench.server(Duration.ofMillis(5), 0)) {
        LoadResult result =
            bench.load(
                server.baseUri(),
                workload(10),
                TIME,
                () -> Pauses.after(Duration.ofSeconds(4), server.pid(), STOP));
        BackFilled backFilled = result.backFilled();
        double filled =
            backFilled == null ? 0 : backFilled.latency().percentileNs(99) / NS_PER_SECOND;
        return CheckResult.of(
            id(),
            question(),
            List.of(
                Reading.atMost("wire p99, ms", result.latency().percentileNs(99) / NS_PER_MS, 50),
                Reading.atLeast("longest, s", result.latency().maxNs() / NS_PER_SECOND, 0.999),
                Reading.near("back-filled p99, s", filled, 0.90, 0.045)));
      }
    }
  }

  /// Bar: from-plan p99 1.8 s and p95 1.0 s, each to 5 %; nothing dropped.
  private static final class StoppedServerOpenLoop implements Check {
    @Override
    public String id() {
      return "stopped-server-open-loop";
    }

    @Override
    public String question() {
      return "a server stopped for 2 s of 20, open loop: is the wait seen from the plan?";
    }

    @Override
    public CheckResult run(Bench bench) {
      try (RunningBackend server = bench.server(Duration.ofMillis(5), 0)) {
        LoadResult result =
            bench.load(
                server.baseUri(),
                at(200, 40),
                Duration.ofSeconds(20),
                () -> Pauses.after(Duration.ofSeconds(8), server.pid(), Duration.ofSeconds(2)));
        PlanOutcome plan = result.plan();
        return CheckResult.of(
            id(),
            question(),
            List.of(
                Reading.near("p99 from plan, s", fromPlan(result, 99), 1.8, 0.09),
                Reading.near("p95 from plan, s", fromPlan(result, 95), 1.0, 0.05),
                Reading.exactly("requests ended", (double) result.tally().requestsEnded(), 4_000),
                Reading.exactly(
                    "requests not sent", plan == null ? -1 : (double) plan.unsent(), 0)));
      }
    }

    private static double fromPlan(LoadResult result, double percentile) {
      return result.latencies().fromPlan().percentileNs(percentile) / NS_PER_SECOND;
    }
  }

  /// Bar: from plan includes a pause of the generator, wire does not, the run is flagged.
  private static final class PausedGenerator implements Check {
    private static final double PAUSE_MS = 500;

    @Override
    public String id() {
      return "paused-generator";
    }

    @Override
    public String question() {
      return "a generator stopped for 500 ms: seen from the plan, not on the wire, and flagged?";
    }

    @Override
    public CheckResult run(Bench bench) {
      try (RunningBackend server = bench.server(Duration.ofMillis(1), 0);
          LoadProcess load =
              bench.start(
                  List.of(
                      server.baseUri().toString(),
                      "--batch-size",
                      "1",
                      "-R",
                      "200",
                      "-d",
                      "10s",
                      "-c",
                      "20",
                      "--warmup",
                      "20",
                      "--self-warmup",
                      "off",
                      "--client-check",
                      "off"))) {
        // Its start takes a second or two; the pause lies well within its ten.
        Pauses.after(Duration.ofSeconds(6), load.pid(), Duration.ofMillis((long) PAUSE_MS));
        LoadProcess.Document document = load.document();
        boolean flagged = document.text("invalidReasons").contains("stood still");
        return CheckResult.of(
            id(),
            question(),
            List.of(
                // (0.5 s - x) / 10 s = 1 %.
                Reading.near(
                    "p99 from plan, ms", document.number("latencyFromPlanMs", "p99"), 400, 40),
                Reading.atMost("p99 on the wire, ms", document.number("latencyMs", "p99"), 50),
                Reading.atLeast(
                    "longest pause it noticed, ms",
                    document.number("client", "longestPauseMs"),
                    PAUSE_MS * 0.9),
                Reading.exactly("runs flagged of 1", flagged ? 1 : 0, 1)));
      }
    }
  }
}
