package dev.spikebench.loadgen.definition;

import dev.spikebench.backends.yaml.MappingReader;
import dev.spikebench.loadgen.model.LoadException;
import dev.spikebench.loadgen.schedule.ArrivalRate;
import dev.spikebench.loadgen.schedule.Arrivals;
import dev.spikebench.loadgen.schedule.LoadMode;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.loadgen.workload.WorkloadBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the section `load` of a workload file: how much is sent, and when. Thread-safe: no state.
final class LoadReader {
  private static final List<String> KEYS =
      List.of(
          "mode",
          "rate",
          "arrivals",
          "concurrency",
          "events",
          "warmupEvents",
          "batchSize",
          "single");
  private static final String CLOSED = "closed";
  private static final String OPEN = "open";

  private LoadReader() {}

  static void read(MappingReader top, WorkloadBuilder workload) {
    MappingReader load = top.child("load", false, KEYS);
    Long events = load.optionalWhole("events", 1, Workload.MAX_EVENTS);
    if (events != null) {
      workload.events(events);
    }
    Long warmup = load.optionalWhole("warmupEvents", 0, Workload.MAX_EVENTS);
    if (warmup != null) {
      workload.warmupEvents(warmup);
    }
    Integer concurrency = WorkloadFiles.whole(load, "concurrency", 1, Workload.MAX_CONCURRENCY);
    if (concurrency != null) {
      workload.concurrency(concurrency);
    }
    requestSize(load, workload);
    workload.mode(mode(load));
  }

  private static void requestSize(MappingReader load, WorkloadBuilder workload) {
    boolean single = Boolean.TRUE.equals(load.optionalFlag("single"));
    Integer batchSize = WorkloadFiles.whole(load, "batchSize", 1, Workload.MAX_BATCH_SIZE);
    if (single && batchSize != null && batchSize != 1) {
      load.problem("batchSize", "must be 1, or left out, where single is true");
    }
    workload.single(single);
    if (single) {
      workload.batchSize(1);
    } else if (batchSize != null) {
      workload.batchSize(batchSize);
    }
  }

  private static LoadMode mode(MappingReader load) {
    String rate = load.optionalText("rate");
    String given = load.optionalWord("mode", List.of(CLOSED, OPEN));
    String arrivals =
        load.optionalWord(
            "arrivals", Arrays.stream(Arrivals.values()).map(Arrivals::text).toList());
    boolean open = given == null ? rate != null : given.equals(OPEN);
    if (open) {
      return open(load, rate, arrivals);
    }
    if (rate != null) {
      load.problem("rate", "belongs to an open loop: say mode: open, or leave it out");
    }
    if (arrivals != null) {
      load.problem("arrivals", "belong to an open loop: say mode: open and a rate");
    }
    return LoadMode.CLOSED;
  }

  private static LoadMode open(
      MappingReader load, @Nullable String rate, @Nullable String arrivals) {
    if (rate == null) {
      load.problem("rate", "is missing: an open loop sends so many requests a second");
      return LoadMode.CLOSED;
    }
    try {
      return new LoadMode.OpenLoop(
          ArrivalRate.parse(rate),
          arrivals == null
              ? Arrivals.UNIFORM
              : Arrivals.valueOf(arrivals.toUpperCase(Locale.ROOT)));
    } catch (LoadException e) {
      load.problem("rate", String.valueOf(e.getMessage()));
      return LoadMode.CLOSED;
    }
  }
}
