package dev.spikebench.cli.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Results for the eyes, one line each.
final class JmhTable {
  private static final String[] HEADINGS = {"Benchmark", "Score", "Error", "Unit", "B/op"};

  private JmhTable() {}

  static List<String> lines(List<JmhResult> results) {
    List<String[]> rows = new ArrayList<>();
    rows.add(HEADINGS);
    for (JmhResult result : results) {
      rows.add(row(result));
    }
    int[] widths = new int[HEADINGS.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String[] row(JmhResult result) {
    String parameters =
        result.parameters().entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
            .collect(Collectors.joining(", "));
    return new String[] {
      result.benchmark() + (parameters.isEmpty() ? "" : " (" + parameters + ")"),
      figure(result.score(), result.score()),
      result.scoreError() == null ? "" : "± " + figure(result.scoreError(), result.score()),
      result.unit(),
      whole(result.allocatedBytesPerOperation())
    };
  }

  private static String line(String[] row, int[] widths) {
    StringBuilder line = new StringBuilder(pad(row[0], -widths[0]));
    for (int i = 1; i < row.length; i++) {
      boolean text = row[i].isEmpty() || i == 3;
      line.append("  ").append(pad(row[i], text ? -widths[i] : widths[i]));
    }
    return line.toString().stripTrailing();
  }

  /// @param width negative to put the text on the left
  private static String pad(String text, int width) {
    return String.format(Locale.ROOT, "%" + width + "s", text);
  }

  /// A score, or its error to as many digits.
  private static String figure(double value, double score) {
    int digits = score < 1 ? 4 : score < 100 ? 2 : 0;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  private static String whole(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%,.0f", value);
  }
}
