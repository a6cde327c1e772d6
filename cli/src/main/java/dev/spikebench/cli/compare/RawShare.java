package dev.spikebench.cli.compare;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.descriptor.RawInsertPlan;
import dev.spikebench.backends.raw.IdShape;
import dev.spikebench.backends.raw.RawInsertRate;
import dev.spikebench.backends.raw.Rows;
import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.RawRates;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// What a backend makes of what the SQLite binding of its own runtime could do: the raw rate
/// without a server, and the rate of the whole backend with its `group` strategy once it is warm.
/// Both take turns, so that drift hits them alike. Used by one thread.
public final class RawShare {
  private static final int PASSES = 3;
  private static final long EVENTS = 60_000;

  /// As long as a runtime that compiles while it runs needs to settle, and until the indexes have
  /// outgrown the caches.
  private static final long WARM_UP_EVENTS = 140_000;

  /// As many as the backend stores from its start to its end: the larger the indexes, the dearer a
  /// row, so the rate in a small database would be no yardstick for a server with a larger one.
  private static final long RAW_EVENTS = WARM_UP_EVENTS + EVENTS;

  /// Events a transaction of the raw inserts: as many as a busy group has.
  private static final int GROUP_SIZE = 500;

  private static final String SYNCHRONOUS = "NORMAL";

  private final LoadGenerator generator;
  private final Path workDirectory;
  private final OutputFolder output;
  private final Clock clock;

  /// Shares of backends that run in a folder.
  ///
  /// @param generator without subscribers of the stream
  public RawShare(LoadGenerator generator, Path workDirectory, OutputFolder output, Clock clock) {
    this.generator = generator;
    this.workDirectory = workDirectory;
    this.output = output;
    this.clock = clock;
  }

  /// Measures both rates of a backend that is built.
  public RawRates of(Candidate candidate) {
    RawInsertPlan plan = candidate.descriptor().rawInsert();
    if (plan == null) {
      return RawRates.unknown("its descriptor does not say how to measure its raw inserts");
    }
    List<Double> raw = new ArrayList<>();
    List<Double> manyRows = new ArrayList<>();
    List<Double> steady = new ArrayList<>();
    try {
      for (int pass = 1; pass <= PASSES; pass++) {
        raw.add(rawRate(candidate, Rows.ONE));
        manyRows.add(rawRate(candidate, Rows.MANY));
        steady.add(steady(candidate, pass));
      }
    } catch (BackendsException | TargetException e) {
      return RawRates.unknown(String.valueOf(e.getMessage()));
    }
    return new RawRates(median(raw), median(steady), plan.tunedShare(), median(manyRows));
  }

  private double rawRate(Candidate candidate, Rows rows) {
    return RawInsertRate.measure(
            candidate.descriptor(),
            workDirectory,
            RAW_EVENTS,
            GROUP_SIZE,
            SYNCHRONOUS,
            IdShape.SPEC,
            rows)
        .eventsPerSecond();
  }

  private double steady(Candidate candidate, int pass) {
    Map<String, String> told =
        Map.of("INGEST_WRITE_STRATEGY", "group", "INGEST_SYNCHRONOUS", SYNCHRONOUS);
    Workload workload =
        Workload.spec().toBuilder()
            .id("steady")
            .events(EVENTS)
            .warmupEvents(WARM_UP_EVENTS)
            .build();
    LoadResult result =
        new BackendRuns(workDirectory, 0, told, output)
            .run(
                candidate,
                "steady-%d".formatted(pass),
                backend ->
                    generator.run(
                        backend.baseUri(),
                        workload,
                        RunNonce.next(clock),
                        ProgressListener.SILENT));
    return result.eventsPerSecond();
  }

  private static Measurement median(List<Double> values) {
    Collections.sort(values);
    return Measurement.of(values.get(values.size() / 2));
  }
}
