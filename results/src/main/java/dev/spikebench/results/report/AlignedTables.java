package dev.spikebench.results.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Pads the tables of a Markdown text so that their columns stand one below the other.
final class AlignedTables {

  /// A bar between cells; an escaped one is part of its cell.
  private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");

  private AlignedTables() {}

  static String align(String markdown) {
    StringBuilder aligned = new StringBuilder();
    List<List<String>> table = new ArrayList<>();
    for (String line : markdown.lines().toList()) {
      if (line.startsWith("|")) {
        table.add(cells(line));
        continue;
      }
      append(table, aligned);
      aligned.append(line).append('\n');
    }
    append(table, aligned);
    return aligned.toString();
  }

  private static List<String> cells(String line) {
    // What stands before the first bar is no cell.
    return BAR.splitAsStream(line.strip()).skip(1).map(String::strip).toList();
  }

  private static void append(List<List<String>> table, StringBuilder into) {
    if (table.isEmpty()) {
      return;
    }
    int columns = table.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : table) {
      for (int column = 0; column < row.size(); column++) {
        if (!isRule(row)) {
          widths[column] = Math.max(widths[column], width(row.get(column)));
        }
      }
    }
    for (List<String> row : table) {
      into.append('|');
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        into.append(' ').append(isRule(row) ? "-".repeat(widths[column]) : cell);
        int missing = isRule(row) ? 0 : widths[column] - width(cell);
        into.append(" ".repeat(missing)).append(" |");
      }
      into.append('\n');
    }
    table.clear();
  }

  private static boolean isRule(List<String> row) {
    return row.stream().allMatch(it -> it.matches("-+"));
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
