package dev.spikebench.server;

import java.util.Collection;
import java.util.Comparator;

/// Finds the name that a mistyped one was probably meant to be.
final class NearestName {
  private NearestName() {}

  /// The name with the fewest edits (Levenshtein distance), of equal ones the first.
  static String of(String typed, Collection<String> names) {
    return names.stream().min(Comparator.comparingInt(name -> edits(typed, name))).orElseThrow();
  }

  private static int edits(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], above[j]));
      }
      above = row;
    }
    return above[to.length()];
  }
}
