package dev.spikebench.results.model;

import java.util.HashSet;
import java.util.List;

/// Something that a study varied on purpose.
///
/// @param name one of the names of this class
/// @param levels its settings, distinct, at least one, in the order in which they are shown
public record StudyFactor(String name, List<String> levels) {

  /// Which backend was measured; its levels are ids of backends.
  public static final String BACKEND = "backend";

  /// What shares one commit: `per-event`, `per-batch` or `group`.
  public static final String STRATEGY = "strategy";

  /// SQLite's `synchronous`: `OFF`, `NORMAL` or `FULL`.
  public static final String SYNCHRONOUS = "synchronous";

  /// Shape of the event ids, by the name of the workload: `spec` ascends, `random-ids` does not.
  public static final String IDS = "ids";

  /// Subscribers of the event stream meanwhile, a number.
  public static final String SUBSCRIBERS = "subscribers";

  /// @throws IllegalArgumentException when a text is no id, or levels are missing or given twice
  public StudyFactor {
    Checks.id("design.factors.name", name);
    levels = Checks.list("design.factors.levels", levels);
    levels.forEach(it -> Checks.id("design.factors.levels", it));
    if (levels.isEmpty() || new HashSet<>(levels).size() != levels.size()) {
      throw Checks.bad("design.factors.levels", levels, "at least one, each given once");
    }
  }
}
