package dev.spikebench.cli.growth;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.raw.IdShape;
import dev.spikebench.backends.raw.RawFill;
import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.text.Quantity;
import dev.spikebench.results.growth.GrowthRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Fills databases step by step and measures at each step: one database for each backend and shape
/// of ids; at a level the backends take turns. Used by one thread.
final class GrowthMeasuring {
  private final GrowthOptions options;
  private final List<BackendDescriptor> backends;
  private final Path databases;
  private final Interruption interruption;
  private final Consumer<String> progress;
  private final List<GrowthRun> runs = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final Map<Path, Long> stored = new LinkedHashMap<>();
  private final Runnable afterEachRun;

  /// @param databases an empty folder on the file system that is measured
  /// @param progress takes a line a step
  /// @param afterEachRun keeps what was measured so far
  GrowthMeasuring(
      GrowthOptions options,
      List<BackendDescriptor> backends,
      Path databases,
      Interruption interruption,
      Consumer<String> progress,
      Runnable afterEachRun) {
    this.options = options;
    this.backends = List.copyOf(backends);
    this.databases = databases;
    this.interruption = interruption;
    this.progress = progress;
    this.afterEachRun = afterEachRun;
  }

  /// Measures everything; ends early where it is asked to.
  void run(GrowthRunner runner) {
    for (IdShape ids : options.ids()) {
      for (long level : options.levels()) {
        List<BackendDescriptor> ready = new ArrayList<>();
        for (BackendDescriptor backend : backends) {
          if (!interruption.requested() && grow(runner, backend, ids, level)) {
            ready.add(backend);
          }
        }
        for (int round = 1; round <= options.rounds(); round++) {
          measure(runner, ready, ids, level, round);
        }
      }
    }
  }

  private void measure(
      GrowthRunner runner, List<BackendDescriptor> ready, IdShape ids, long level, int round) {
    for (BackendDescriptor backend : ready) {
      if (interruption.requested()) {
        return;
      }
      Path database = database(backend, ids);
      long before = stored.getOrDefault(database, 0L);
      GrowthRun run = runner.run(backend, database, ids, level, round, before);
      stored.merge(database, GrowthRunner.EVENTS + GrowthRunner.WARM_UP_EVENTS, Long::sum);
      runs.add(run);
      progress.accept(
          "  %-18s %s, %s stored: %s events/s, p99 %.1f ms, healthy after %.0f ms%s"
              .formatted(
                  run.backend(),
                  ids.text(),
                  Quantity.count(before),
                  Quantity.rate(run.eventsPerSecond()),
                  run.p99Ms(),
                  run.timeToHealthyMs(),
                  run.valid() ? "" : "  INVALID: " + run.reasons().getFirst()));
      afterEachRun.run();
    }
  }

  /// Brings a database to a level.
  ///
  /// @return whether it is there
  private boolean grow(GrowthRunner runner, BackendDescriptor backend, IdShape ids, long level) {
    Path database = database(backend, ids);
    long missing = level - stored.getOrDefault(database, 0L);
    if (missing <= 0) {
      return true; // an empty one, or the runs before have brought it there
    }
    progress.accept(
        "%s, %s: adding %s events to have %s ..."
            .formatted(backend.id(), ids.text(), Quantity.count(missing), Quantity.count(level)));
    try {
      RawFill.fill(backend, database, missing, ids);
      stored.merge(database, missing, Long::sum);
      String remark = runner.settle(backend, database, ids);
      if (remark != null) {
        remarks.add(remark + ".");
        progress.accept("note: " + remark);
      }
      return true;
    } catch (BackendsException e) {
      if (!interruption.requested()) {
        remarks.add(String.valueOf(e.getMessage()));
        progress.accept(String.valueOf(e.getMessage()));
      }
      return false;
    }
  }

  private Path database(BackendDescriptor backend, IdShape ids) {
    return databases.resolve(backend.id() + "-" + ids.text() + ".db");
  }

  /// The processes so far, in the order of measurement.
  List<GrowthRun> runs() {
    return runs;
  }

  /// What a reader should know besides.
  List<String> remarks() {
    return remarks;
  }
}
