package dev.spikebench.cli.load;

import dev.spikebench.backends.observe.ProcessFigures;
import dev.spikebench.backends.observe.ProcessObserver;
import dev.spikebench.backends.observe.ProcessUsage;
import dev.spikebench.cli.text.Quantity;
import dev.spikebench.results.model.Measurement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `load --pid` says of the target's process. Each figure has its value or the reason why
/// there is none.
final class ProcessDocument {
  private static final String IDLE = "idleRssBytes";
  private static final String PEAK = "peakRssBytes";
  private static final String CPU = "cpuNs";

  private ProcessDocument() {}

  /// The figures of an observed process.
  ///
  /// @param usage what it used in the measured part; null where that was not reached
  static Map<String, Object> of(ProcessObserver observer, @Nullable ProcessUsage usage) {
    ProcessFigures figures = observer.figures();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("pid", observer.pid());
    document.put(IDLE, figures.idleRssBytes());
    document.put(PEAK, figures.peakRssBytes());
    document.put("peakFromKernel", figures.peakFromKernel());
    Measurement none = Measurement.unavailable("the measured part was not reached");
    document.put(CPU, usage == null ? none : usage.cpuNs());
    document.put("contextSwitches", usage == null ? none : usage.contextSwitches());
    document.put("bytesWritten", usage == null ? none : usage.bytesWritten());
    document.put("threads", figures.last().threads());
    document.put("openFiles", figures.last().openFiles());
    return document;
  }

  /// The same in one line.
  static String line(Map<String, Object> document) {
    return "idle %s, peak %s, CPU %s over the measured part"
        .formatted(
            bytes(document.get(IDLE)), bytes(document.get(PEAK)), milliseconds(document.get(CPU)));
  }

  private static String bytes(@Nullable Object measurement) {
    Double value = value(measurement);
    return value == null ? "unknown" : Quantity.megabytes(value);
  }

  private static String milliseconds(@Nullable Object measurement) {
    Double value = value(measurement);
    return value == null ? "unknown" : Quantity.milliseconds(value);
  }

  private static @Nullable Double value(@Nullable Object measurement) {
    return measurement instanceof Measurement known ? known.value() : null;
  }
}
