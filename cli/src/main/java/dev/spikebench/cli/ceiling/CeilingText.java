package dev.spikebench.cli.ceiling;

import dev.spikebench.cli.text.Quantity;
import dev.spikebench.loadgen.NullServerFigures;
import dev.spikebench.results.model.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The result as a table for the eyes.
final class CeilingText {
  private static final int LABEL_WIDTH = 58;
  private static final int COLUMN_WIDTH = 16;

  private CeilingText() {}

  static List<String> lines(CeilingResult result) {
    List<String> lines = new ArrayList<>(rates(result));
    lines.add("");
    lines.addAll(others(result));
    lines.add("");
    lines.addAll(CeilingFindings.of(result.rates()).sentences());
    result.rates().stream()
        .filter(rate -> rate.reason() != null)
        .map(rate -> rate.backendId() + ": " + rate.reason())
        .distinct()
        .forEach(lines::add);
    if (!result.complete()) {
      lines.add("Interrupted: the cases that are missing were not measured.");
    }
    return lines;
  }

  private static List<String> rates(CeilingResult result) {
    List<String> backends = result.rates().stream().map(CeilingRate::backendId).distinct().toList();
    List<String> lines = new ArrayList<>();
    lines.add(row("raw inserts, events/s (median of the passes)", backends));
    for (CeilingCase testCase :
        result.rates().stream().map(CeilingRate::testCase).distinct().toList()) {
      lines.add(
          row(
              "  " + testCase.text(),
              backends.stream().map(id -> cell(result, id, testCase)).toList()));
    }
    return lines;
  }

  private static String cell(CeilingResult result, String backend, CeilingCase testCase) {
    for (CeilingRate rate : result.rates()) {
      Double median = rate.median();
      if (rate.backendId().equals(backend) && rate.testCase().equals(testCase) && median != null) {
        return Quantity.rate(median);
      }
    }
    return "-";
  }

  private static List<String> others(CeilingResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            "sync of a page, median and p99 of %d".formatted(result.syncLatency().samples()),
            List.of(
                milliseconds(result.syncLatency().medianNs()),
                milliseconds(result.syncLatency().p99Ns()))));
    if (result.parsing() != null) {
      lines.add(
          row(
              "parse and validate a batch of 50, one thread, events/s",
              List.of(Quantity.rate(result.parsing().eventsPerSecond()))));
    }
    if (result.generator() != null) {
      for (NullServerFigures.Row each : result.generator().rows()) {
        lines.add(
            row(
                "load generator, %d connections, server that costs nothing, events/s"
                    .formatted(each.connections()),
                List.of(Quantity.rate(each.eventsPerSecond()))));
      }
    }
    return lines;
  }

  private static String milliseconds(Measurement nanoseconds) {
    Double value = nanoseconds.value();
    return value == null ? "-" : Quantity.milliseconds(value);
  }

  private static String row(String label, List<String> cells) {
    StringBuilder line = new StringBuilder(pad(label, -LABEL_WIDTH));
    cells.forEach(cell -> line.append(pad(cell, COLUMN_WIDTH)));
    return line.toString().stripTrailing();
  }

  /// @param width negative to put the text on the left
  private static String pad(String text, int width) {
    return String.format(Locale.ROOT, "%" + width + "s", text);
  }
}
