package dev.spikebench.cli.load;

import dev.spikebench.backends.observe.PeakMemory;
import dev.spikebench.backends.observe.ProcessFigures;
import dev.spikebench.backends.observe.ProcessObserver;
import dev.spikebench.backends.observe.ProcessReading;
import dev.spikebench.backends.observe.ProcessUsage;
import dev.spikebench.cli.load.SyncPass.Syncs;
import dev.spikebench.cli.target.OpenTarget;
import dev.spikebench.results.model.Measurement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What `load` says of the target beside the latency: start-up, size, and what its process used.
/// Each figure has its value or the reason why there is none; none is ever 0 for want of a value.
/// Used by one thread.
final class ProcessDocument {
  static final String STARTUP = "startupNs";
  static final String SIZE = "sizeBytes";
  static final String IDLE = "idleRssBytes";
  static final String PEAK = "peakRssBytes";
  static final String PEAK_OF = "peakOf";
  static final String CPU = "cpuNs";
  static final String THREADS = "threads";
  static final String OPEN_FILES = "openFiles";
  static final String SWITCHES = "contextSwitches";
  static final String BYTES_WRITTEN = "bytesWritten";
  static final String DATABASE = "databaseBytes";
  static final String WAL = "walBytes";
  static final String SYNCS = "syncs";

  private final Map<String, @Nullable Object> document = new LinkedHashMap<>();
  private final Measurement none;

  private ProcessDocument(String whyNone) {
    none = Measurement.unavailable(whyNone);
  }

  /// The figures of a target.
  ///
  /// @param marks of its observer; null where it has none
  /// @param syncs its syncs, or why they are not known
  static Map<String, @Nullable Object> of(
      OpenTarget target, @Nullable TargetMarks marks, Syncs syncs) {
    ProcessObserver observer = target.observer();
    ProcessDocument made =
        new ProcessDocument(
            observer == null ? target.whyUnobserved() : "the measured part was not reached");
    made.document.put("kind", target.kind());
    made.document.put("pid", observer == null ? null : observer.pid());
    made.document.put("affinity", target.processors());
    made.document.put(STARTUP, target.startupNs());
    made.document.put(SIZE, target.sizeBytes());
    made.putMemory(observer == null ? null : observer.figures(), marks);
    made.putUsage(marks == null ? null : marks.usage());
    made.putState(marks == null ? null : marks.end());
    made.putSyncs(syncs);
    made.document.put(
        "series", observer == null || marks == null ? null : SeriesDocument.of(observer, marks));
    return made.document;
  }

  private void putMemory(@Nullable ProcessFigures figures, @Nullable TargetMarks marks) {
    PeakMemory peak = marks == null ? null : marks.peak();
    put(IDLE, figures, ProcessFigures::idleRssBytes);
    put(PEAK, peak, PeakMemory::rssBytes);
    document.put(PEAK_OF, peak == null ? null : marks == null ? null : marks.peakOf());
    document.put("peakIs", peak == null ? null : peak.bound().text());
    document.put("processes", peak == null ? null : peak.processes());
    put("highestRssBytes", figures, known -> known.highest().rssBytes());
    put("samplerCpuShare", figures, ProcessFigures::samplerCpuShare);
  }

  private void putUsage(@Nullable ProcessUsage usage) {
    put(CPU, usage, ProcessUsage::cpuNs);
    put(SWITCHES, usage, ProcessUsage::contextSwitches);
    put("voluntarySwitches", usage, ProcessUsage::voluntarySwitches);
    put("involuntarySwitches", usage, ProcessUsage::involuntarySwitches);
    put("majorFaults", usage, ProcessUsage::majorFaults);
    put("bytesRead", usage, ProcessUsage::bytesRead);
    put(BYTES_WRITTEN, usage, ProcessUsage::bytesWritten);
    put("databaseGrowthBytes", usage, ProcessUsage::databaseBytes);
    put("deviceFlushes", usage, ProcessUsage::deviceFlushes);
  }

  private void putState(@Nullable ProcessReading end) {
    put(THREADS, end, ProcessReading::threads);
    put(OPEN_FILES, end, ProcessReading::openFiles);
    put(DATABASE, end, reading -> reading.database().mainBytes());
    put(WAL, end, reading -> reading.database().walBytes());
    put("shmBytes", end, reading -> reading.database().shmBytes());
  }

  private void putSyncs(Syncs syncs) {
    document.put(SYNCS, syncs.count());
    document.put("syncsByCall", syncs.byCall());
    document.put("syncsEventsAcknowledged", syncs.eventsAcknowledged());
  }

  private <T> void put(String key, @Nullable T from, Function<T, Measurement> figure) {
    document.put(key, from == null ? none : figure.apply(from));
  }
}
