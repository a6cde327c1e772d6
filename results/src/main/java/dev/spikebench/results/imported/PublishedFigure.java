package dev.spikebench.results.imported;

import dev.spikebench.results.model.SummaryKey;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A figure as a published table prints it: `171ms`, `106.7MB`, `10,958 events/s`, `120MB
/// (node_modules)`.
///
/// @param value the number, in the unit it is printed with
record PublishedFigure(double value) {

  private static final Pattern LAYOUT =
      Pattern.compile(
          "([0-9]{1,3}(?:,[0-9]{3})*|[0-9]+)(\\.[0-9]+)? ?(ms|MB|events/s)?(?: \\(.+\\))?");
  private static final double BYTES_PER_MB = 1024.0 * 1024.0;

  /// Whether a cell says that there is no figure.
  static boolean isMissing(String cell) {
    return cell.equals("—") || cell.equals("-") || cell.isEmpty();
  }

  /// Reads a cell whose number must have the given unit; an empty one is none.
  static PublishedFigure parse(String place, String label, String wantedUnit, String cell) {
    Matcher parts = LAYOUT.matcher(cell);
    if (!parts.matches() || !wantedUnit.equals(Objects.requireNonNullElse(parts.group(3), ""))) {
      String wanted = wantedUnit.isEmpty() ? "a number without unit" : "a number in " + wantedUnit;
      throw new ImportException(place + ": " + label + " must be " + wanted + ", but is " + cell);
    }
    String fraction = parts.group(2) == null ? "" : parts.group(2);
    return new PublishedFigure(Double.parseDouble(parts.group(1).replace(",", "") + fraction));
  }

  /// The unit that a published figure has.
  static String unit(SummaryKey key) {
    return switch (key) {
      case STARTUP_MS, LATENCY_P50_MS, LATENCY_P95_MS, LATENCY_P99_MS -> "ms";
      case IDLE_RSS_BYTES, PEAK_RSS_BYTES, RUNTIME_SIZE_BYTES, INSTALLED_SIZE_BYTES -> "MB";
      case EVENTS_PER_SECOND -> "events/s";
      case FAILED_REQUESTS, CPU_NS_PER_EVENT -> "";
    };
  }

  /// The number in the unit of the summary's key; bytes are whole.
  double inUnitOf(SummaryKey key) {
    return switch (key) {
      case IDLE_RSS_BYTES, PEAK_RSS_BYTES, RUNTIME_SIZE_BYTES, INSTALLED_SIZE_BYTES ->
          Math.rint(value * BYTES_PER_MB);
      case STARTUP_MS,
          LATENCY_P50_MS,
          LATENCY_P95_MS,
          LATENCY_P99_MS,
          EVENTS_PER_SECOND,
          FAILED_REQUESTS,
          CPU_NS_PER_EVENT ->
          value;
    };
  }
}
