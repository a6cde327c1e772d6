package dev.spikebench.backends.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the name somebody probably meant. Thread-safe: no state.
public final class NearestName {
  private NearestName() {}

  /// The known name with the fewest edits to the given one, letter case aside; empty if none is
  /// near. A third of the characters may be wrong, and at least two.
  ///
  /// @param given what was written
  /// @param known what would have been valid
  public static Optional<String> of(String given, Collection<String> known) {
    int allowed = Math.max(2, given.length() / 3);
    return known.stream()
        .map(name -> new Candidate(name, edits(lower(given), lower(name))))
        .filter(candidate -> candidate.edits() <= allowed)
        .min(Comparator.comparingInt(Candidate::edits).thenComparing(Candidate::name))
        .map(Candidate::name);
  }

  private record Candidate(String name, int edits) {}

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /// Levenshtein's distance: insertions, deletions and replacements of one character.
  private static int edits(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int column = 0; column <= right.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      int[] current = new int[right.length() + 1];
      current[0] = row;
      for (int column = 1; column <= right.length(); column++) {
        int replaced = previous[column - 1];
        if (left.charAt(row - 1) != right.charAt(column - 1)) {
          replaced++;
        }
        int inserted = Math.min(current[column - 1], previous[column]) + 1;
        current[column] = Math.min(replaced, inserted);
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
