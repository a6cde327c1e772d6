package dev.spikebench.results.design;

import java.util.HashSet;
import java.util.List;

/// Something that a study varies on purpose.
///
/// @param name name of the factor, for instance `backend`
/// @param levels its settings, distinct, at least one, in the order in which they are shown
public record Factor(String name, List<String> levels) {

  /// @throws IllegalArgumentException when the name is blank, or levels are missing or given twice
  public Factor {
    if (name.isBlank()) {
      throw new IllegalArgumentException("factor must have a name");
    }
    if (levels.isEmpty() || new HashSet<>(levels).size() != levels.size()) {
      throw new IllegalArgumentException(
          "levels of " + name + " must be distinct and at least one, but are " + levels);
    }
    levels = List.copyOf(levels);
  }

  /// The factor with its levels.
  public static Factor of(String name, String... levels) {
    return new Factor(name, List.of(levels));
  }

  /// The factor without a level.
  ///
  /// @throws IllegalArgumentException when no level would be left
  public Factor without(String level) {
    return new Factor(name, levels.stream().filter(it -> !it.equals(level)).toList());
  }
}
