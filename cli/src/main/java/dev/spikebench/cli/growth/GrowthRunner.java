package dev.spikebench.cli.growth;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.backends.launch.StopOutcome;
import dev.spikebench.backends.observe.IdleCriterion;
import dev.spikebench.backends.raw.IdShape;
import dev.spikebench.cli.backend.TemporaryFolder;
import dev.spikebench.cli.load.TargetMarks;
import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.workload.EventIdShape;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.results.growth.GrowthRead;
import dev.spikebench.results.growth.GrowthRun;
import dev.spikebench.results.model.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs one fresh process on a database that stays. Used by one thread.
final class GrowthRunner {
  /// Events of a load: some seconds, and little against what is stored.
  static final long EVENTS = 20_000;

  /// Events before them, after which a runtime that compiles while it runs is half way.
  static final long WARM_UP_EVENTS = 20_000;

  private static final long SETTLE_EVENTS = 1_000;
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final Duration CATCH_UP_LIMIT = Duration.ofMinutes(2);
  private static final double NS_PER_MS = 1e6;

  private final LoadGenerator generator;
  private final Path workDirectory;
  private final Clock clock;

  GrowthRunner(LoadGenerator generator, Path workDirectory, Clock clock) {
    this.generator = generator;
    this.workDirectory = workDirectory;
    this.clock = clock;
  }

  /// Lets a server look at what was written without it: it sends some events, so that the sessions
  /// exist, and waits until statistics come as fast as they ever will.
  ///
  /// @return a remark where that failed; null where all is well
  @Nullable String settle(BackendDescriptor backend, Path database, IdShape ids) {
    RunningBackend running = launch(backend, database);
    try (TemporaryFolder _ = TemporaryFolder.of(running.directory());
        running) {
      load(running, workload(ids, SETTLE_EVENTS, 0), ProgressListener.SILENT);
      ReadTimes.awaitQuickStats(running.baseUri(), CATCH_UP_LIMIT);
      running.stop(STOP_LIMIT);
      return null;
    } catch (IOException | TargetException e) {
      return backend.id() + " could not settle on the filled database: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return backend.id() + " could not settle: interrupted";
    }
  }

  /// Measures.
  ///
  /// @param level the planned number of stored events
  /// @param stored events that the database holds
  GrowthRun run(
      BackendDescriptor backend, Path database, IdShape ids, long level, int round, long stored) {
    try {
      RunningBackend running = launch(backend, database);
      try (TemporaryFolder _ = TemporaryFolder.of(running.directory());
          running) {
        return measure(running, database, ids, level, round, stored, backend.id());
      }
    } catch (BackendsException | TargetException | IOException e) {
      return failed(backend.id(), ids, level, round, stored, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(backend.id(), ids, level, round, stored, "interrupted");
    }
  }

  private GrowthRun measure(
      RunningBackend running,
      Path database,
      IdShape ids,
      long level,
      int round,
      long stored,
      String id)
      throws IOException, InterruptedException {
    Measurement idle = running.observer().awaitIdle(IdleCriterion.DEFAULT);
    List<GrowthRead> reads = ReadTimes.measure(running.baseUri());
    TargetMarks marks = new TargetMarks(running.observer(), ProgressListener.SILENT);
    LoadResult load = load(running, workload(ids, EVENTS, WARM_UP_EVENTS), marks);
    Measurement peak = running.observer().figures().highest().rssBytes();
    long databaseBytes = bytes(database);
    StopOutcome stop = running.stop(STOP_LIMIT);
    List<String> reasons = new ArrayList<>(load.invalidReasons());
    if (load.requestsFailed() > 0) {
      reasons.add(load.requestsFailed() + " requests failed");
    }
    if (load.interrupted() && reasons.isEmpty()) {
      reasons.add("it was interrupted");
    }
    if (!stop.clean()) {
      reasons.add("the backend did not stop cleanly");
    }
    return new GrowthRun(
        id,
        ids.text(),
        level,
        round,
        stored,
        reasons,
        running.timeToHealthy().toNanos() / NS_PER_MS,
        whole(idle),
        whole(peak),
        load.eventsPerSecond(),
        load.latency().percentileNs(50) / NS_PER_MS,
        load.latency().percentileNs(99) / NS_PER_MS,
        databaseBytes,
        reads);
  }

  private static GrowthRun failed(
      String id, IdShape ids, long level, int round, long stored, String reason) {
    return new GrowthRun(
        id,
        ids.text(),
        level,
        round,
        stored,
        List.of(reason),
        0,
        null,
        null,
        0,
        0,
        0,
        0,
        List.of());
  }

  private LoadResult load(RunningBackend running, Workload workload, ProgressListener listener) {
    return generator.run(running.baseUri(), workload, RunNonce.next(clock), listener);
  }

  private static Workload workload(IdShape ids, long events, long warmUpEvents) {
    EventIdShape shape = ids == IdShape.SPEC ? EventIdShape.SEQUENTIAL : EventIdShape.RANDOM;
    return Workload.spec().toBuilder()
        .id("growth")
        .ids(shape)
        .events(events)
        .warmupEvents(warmUpEvents)
        .build();
  }

  private RunningBackend launch(BackendDescriptor backend, Path database) {
    LaunchOptions options =
        LaunchOptions.in(workDirectory)
            .withEnvironment(Map.of("INGEST_DB_PATH", database.toString()))
            .withStartTimeout(START_LIMIT);
    return BackendLauncher.launch(backend, options);
  }

  private static long bytes(Path database) throws IOException {
    Path log = Path.of(database + "-wal");
    return Files.size(database) + (Files.exists(log) ? Files.size(log) : 0);
  }

  private static @Nullable Long whole(Measurement measurement) {
    Double value = measurement.value();
    return value == null ? null : (Long) Math.round(value);
  }
}
