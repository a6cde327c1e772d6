package dev.spikebench.cli.compare;

import dev.spikebench.backends.observe.ProcessReading;
import dev.spikebench.backends.observe.ProcessUsage;
import dev.spikebench.cli.load.TargetMarks;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.MetricIds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a backend took over the measured part, as values of an iteration: what grows with the load
/// for each acknowledged event, what does not as it stood at the end.
final class ResourceValues {
  private static final Measurement NOT_REACHED =
      Measurement.unavailable("the measured part was not reached");

  private ResourceValues() {}

  /// The values, each with its number or the reason why there is none.
  ///
  /// @param events acknowledged events of the measured part
  static Map<String, Measurement> of(TargetMarks marks, long events) {
    ProcessUsage usage = marks.usage();
    ProcessReading end = marks.end();
    Map<String, Measurement> values = new LinkedHashMap<>();
    values.put(MetricIds.CPU_PER_EVENT, each(usage, ProcessUsage::cpuNs, events));
    values.put(
        MetricIds.CONTEXT_SWITCHES_PER_EVENT, each(usage, ProcessUsage::contextSwitches, events));
    values.put(MetricIds.BYTES_WRITTEN_PER_EVENT, each(usage, ProcessUsage::bytesWritten, events));
    values.put(
        MetricIds.DATABASE_BYTES_PER_EVENT, each(usage, ProcessUsage::databaseBytes, events));
    values.put(MetricIds.MAJOR_FAULTS, figure(usage, ProcessUsage::majorFaults));
    values.put(MetricIds.THREADS, figure(end, ProcessReading::threads));
    values.put(MetricIds.OPEN_FILES, figure(end, ProcessReading::openFiles));
    return values;
  }

  private static <T> Measurement figure(@Nullable T from, Function<T, Measurement> figure) {
    return from == null ? NOT_REACHED : figure.apply(from);
  }

  private static <T> Measurement each(
      @Nullable T from, Function<T, Measurement> figure, long events) {
    Measurement whole = figure(from, figure);
    Double value = whole.value();
    if (value == null) {
      return whole;
    }
    return events == 0
        ? Measurement.unavailable("no event was acknowledged")
        : Measurement.of(value / events);
  }
}
