package dev.spikebench.cli.load;

import dev.spikebench.cli.text.Quantity;
import dev.spikebench.results.model.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/// The figures of the target for the eyes: those that are known, and one line on those that are not
/// where nothing is.
final class TargetText {
  private final Map<String, @Nullable Object> document;
  private final List<String> parts = new ArrayList<>();

  private TargetText(Map<String, @Nullable Object> document) {
    this.document = document;
  }

  /// The lines to print.
  ///
  /// @param document what [ProcessDocument] made
  static List<String> lines(Map<String, @Nullable Object> document) {
    TargetText text = new TargetText(document);
    List<String> lines = new ArrayList<>();
    lines.add("  target       " + text.standing());
    String used = text.used();
    if (!used.isEmpty()) {
      lines.add("               " + used);
    }
    return lines;
  }

  private String standing() {
    part("started in %s", ProcessDocument.STARTUP, Quantity::milliseconds);
    part("size %s", ProcessDocument.SIZE, Quantity::megabytes);
    part("idle %s", ProcessDocument.IDLE, Quantity::megabytes);
    part(
        "peak %s of " + document.get(ProcessDocument.PEAK_OF),
        ProcessDocument.PEAK,
        Quantity::megabytes);
    String why = reason(ProcessDocument.PEAK);
    return parts.isEmpty() ? "not observed: " + why : joined();
  }

  private String used() {
    part("CPU %s", ProcessDocument.CPU, Quantity::milliseconds);
    part("%s threads", ProcessDocument.THREADS, TargetText::count);
    part("%s open files", ProcessDocument.OPEN_FILES, TargetText::count);
    part("%s context switches", ProcessDocument.SWITCHES, TargetText::count);
    part("%s written", ProcessDocument.BYTES_WRITTEN, Quantity::megabytes);
    part("database %s", ProcessDocument.DATABASE, Quantity::megabytes);
    part("WAL %s", ProcessDocument.WAL, Quantity::megabytes);
    part("%s syncs (in a run of their own)", ProcessDocument.SYNCS, TargetText::count);
    return joined();
  }

  private void part(String form, String key, DoubleFunction<String> unit) {
    if (document.get(key) instanceof Measurement known && known.value() != null) {
      parts.add(form.formatted(unit.apply(known.value())));
    }
  }

  private String joined() {
    String line = String.join(", ", parts);
    parts.clear();
    return line;
  }

  private @Nullable String reason(String key) {
    return document.get(key) instanceof Measurement measurement ? measurement.reason() : null;
  }

  private static String count(double value) {
    return Quantity.count(Math.round(value));
  }
}
