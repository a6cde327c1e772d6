package dev.spikebench.results.design;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// One combination of levels: a cell of a factorial design.
///
/// @param levels the level by the factor's name, in the order of the factors
public record Treatment(Map<String, String> levels) {

  /// Keeps an unmodifiable copy in the same order.
  public Treatment {
    levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
  }

  /// The level of a factor.
  ///
  /// @throws IllegalArgumentException when the treatment has no such factor
  public String level(String factor) {
    String level = levels.get(factor);
    if (level == null) {
      throw new IllegalArgumentException("no factor " + factor + " in " + this);
    }
    return level;
  }

  /// The treatment with another level of one factor.
  ///
  /// @throws IllegalArgumentException when the treatment has no such factor
  public Treatment with(String factor, String level) {
    level(factor);
    Map<String, String> changed = new LinkedHashMap<>(levels);
    changed.put(factor, level);
    return new Treatment(changed);
  }

  /// The treatment without one factor: what is held fixed while that factor varies.
  public Treatment without(String factor) {
    Map<String, String> rest = new LinkedHashMap<>(levels);
    rest.remove(factor);
    return new Treatment(rest);
  }

  /// The levels as `factor=level` with commas between, or `(none)`.
  @Override
  public String toString() {
    return levels.isEmpty()
        ? "(none)"
        : levels.entrySet().stream()
            .map(it -> it.getKey() + "=" + it.getValue())
            .collect(Collectors.joining(", "));
  }
}
