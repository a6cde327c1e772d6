package dev.spikebench.cli.compare;

import dev.spikebench.backends.launch.LaunchException;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.backends.launch.StopOutcome;
import dev.spikebench.backends.observe.IdleCriterion;
import dev.spikebench.backends.observe.ProcessFigures;
import dev.spikebench.backends.observe.ProcessObserver;
import dev.spikebench.backends.observe.ProcessUsage;
import dev.spikebench.cli.load.TargetMarks;
import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.stream.StreamFigures;
import dev.spikebench.loadgen.stream.SubscriberCounts;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.results.design.RunOrder.Slot;
import dev.spikebench.results.model.DatabaseFacts;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Identity;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.LoadCounts;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.MetricIds;
import dev.spikebench.results.model.StreamCounts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Measures one backend once: a fresh process, a fresh database, one load. Used by one thread.
public final class IterationRunner {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final LoadGenerator generator;
  private final Workload workload;
  private final BackendRuns runs;
  private final Clock clock;

  /// A runner of one load.
  ///
  /// @param generator warmed up; used by nobody else meanwhile
  public IterationRunner(
      LoadGenerator generator, Workload workload, BackendRuns runs, Clock clock) {
    this.generator = generator;
    this.workload = workload;
    this.runs = runs;
    this.clock = clock;
  }

  /// Runs the iteration. Whatever goes wrong with the backend makes an invalid iteration with the
  /// reason, never an exception: the other backends' iterations go on.
  Iteration run(Slot slot, Candidate candidate) {
    return run(slot, candidate, "iteration-%03d".formatted(slot.round()));
  }

  /// The same.
  ///
  /// @param name what the backend's output is kept as
  public Iteration run(Slot slot, Candidate candidate, String name) {
    Instant startedAt = clock.instant();
    Map<String, Measurement> values = new LinkedHashMap<>();
    values.put(MetricIds.RUNTIME_SIZE, candidate.runtimeBytes());
    values.put(MetricIds.INSTALLED_SIZE, candidate.installedBytes());
    Fact proven = candidate.provenSynchronous(runs.told().getOrDefault("INGEST_SYNCHRONOUS", ""));
    try {
      return runs.run(
          candidate,
          name,
          backend -> {
            values.put(
                MetricIds.STARTUP, Measurement.of((double) backend.timeToHealthy().toNanos()));
            return measure(slot, backend, proven, startedAt, values);
          });
    } catch (LaunchException e) {
      return failed(slot, startedAt, values, new Identity(0, null), String.valueOf(e.getMessage()));
    }
  }

  private Iteration measure(
      Slot slot,
      RunningBackend backend,
      Fact proven,
      Instant startedAt,
      Map<String, Measurement> values) {
    Identity identity = new Identity(backend.pid(), backend.ownsPort());
    ProcessObserver observer = backend.observer();
    values.put(MetricIds.IDLE_RSS, observer.awaitIdle(IdleCriterion.DEFAULT));
    TargetMarks marks = new TargetMarks(observer, ProgressListener.SILENT);
    LoadResult load;
    try {
      load = generator.run(backend.baseUri(), workload, RunNonce.next(clock), marks);
    } catch (TargetException e) {
      String reason = e.getMessage() + "; its last lines: " + backend.lastOutput();
      return failed(slot, startedAt, values, identity, reason);
    }
    ProcessFigures figures = observer.figures();
    values.put(MetricIds.PEAK_RSS, figures.highest().rssBytes());
    values.put(MetricIds.SAMPLER_CPU, figures.samplerCpuShare());
    DatabaseCheck check = DatabaseCheck.of(backend, proven);
    StopOutcome stop = backend.stop(STOP_TIMEOUT);
    DatabaseFacts database = check.facts();
    putLoad(values, load, marks);
    List<String> reasons = reasons(load, marks.usage(), stop);
    reasons.addAll(DatabaseCheck.problems(database, promised(load), runs.told()));
    return iteration(slot, startedAt, values, identity, load, reasons)
        .withDatabase(database)
        .withInterference(marks.interference(load.client().throttledNs()));
  }

  /// Events that have to be in the database: those of the backend's warm-up too, where each of them
  /// is known to be there once.
  private long promised(LoadResult load) {
    boolean exact = workload.duplicateShare() == 0 && load.targetWarmUp().requestsFailed() == 0;
    return load.eventsAcknowledged() + (exact ? load.targetWarmUp().events() : 0);
  }

  private static void putLoad(Map<String, Measurement> values, LoadResult load, TargetMarks marks) {
    long events = load.eventsAcknowledged();
    values.put(
        MetricIds.THROUGHPUT,
        load.elapsedNs() == 0
            ? Measurement.unavailable("no request was sent")
            : Measurement.of(load.eventsPerSecond()));
    values.putAll(ResourceValues.of(marks, events));
    values.put(
        MetricIds.CLIENT_CPU_PER_EVENT,
        events == 0
            ? Measurement.unavailable("no event was acknowledged")
            : Measurement.of((double) load.client().processCpuNs() / events));
  }

  /// Why the iteration does not count, beyond what the load generator found: the process that was
  /// started must be the one that worked, and it must not have died of it.
  private static List<String> reasons(
      LoadResult load, @Nullable ProcessUsage usage, StopOutcome stop) {
    List<String> reasons = new ArrayList<>(load.invalidReasons());
    if (load.requestsFailed() > 0) {
      reasons.add(load.requestsFailed() + " requests failed");
    }
    if (load.interrupted() && reasons.isEmpty()) {
      reasons.add("it was interrupted");
    }
    if (usage != null && Double.valueOf(0).equals(usage.cpuNs().value())) {
      reasons.add("the started process used no CPU: something else answered");
    }
    if (stop.diedBefore()) {
      reasons.add("the backend ended by itself with exit code " + stop.exitCode());
    } else if (!stop.clean()) {
      reasons.add(
          stop.killed()
              ? "the backend did not stop within " + STOP_TIMEOUT.toSeconds() + " s of SIGTERM"
              : "the backend ended with exit code " + stop.exitCode() + " after SIGTERM");
    }
    return reasons;
  }

  private static Iteration iteration(
      Slot slot,
      Instant startedAt,
      Map<String, Measurement> values,
      Identity identity,
      LoadResult load,
      List<String> reasons) {
    LoadCounts counts =
        new LoadCounts(
            load.eventsSent(),
            load.eventsAcknowledged(),
            load.eventsStored(),
            load.requestsOk(),
            load.requestsFailed(),
            load.targetWarmUp().events());
    return new Iteration(
            slot.sequence(),
            slot.round(),
            slot.slot(),
            slot.backendId(),
            startedAt,
            reasons.isEmpty(),
            reasons,
            load.verdict().name(),
            counts,
            load.elapsedNs(),
            values,
            load.latency().count() == 0 ? null : load.latency().encoded(),
            load.failedLatency().count() == 0 ? null : load.failedLatency().encoded(),
            identity)
        .withStream(stream(load.streams()));
  }

  private static @Nullable StreamCounts stream(@Nullable StreamFigures figures) {
    if (figures == null) {
      return null;
    }
    SubscriberCounts all = figures.total();
    return new StreamCounts(
        figures.subscribers(),
        all.expected(),
        all.delivered(),
        all.lost(),
        all.duplicates(),
        all.outOfOrder(),
        all.unreadable(),
        all.reconnects(),
        figures.promiseBroken(),
        figures.latency().count() == 0 ? null : figures.latency().encoded());
  }

  private static Iteration failed(
      Slot slot,
      Instant startedAt,
      Map<String, Measurement> values,
      Identity identity,
      String reason) {
    Measurement none = Measurement.unavailable("the backend failed before it was measured");
    MetricIds.definitions().forEach(metric -> values.putIfAbsent(metric.id(), none));
    return new Iteration(
        slot.sequence(),
        slot.round(),
        slot.slot(),
        slot.backendId(),
        startedAt,
        false,
        List.of(reason),
        null,
        new LoadCounts(0, 0, null, 0, 0, 0),
        0,
        values,
        null,
        null,
        identity);
  }
}
