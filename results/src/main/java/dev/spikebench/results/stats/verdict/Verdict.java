package dev.spikebench.results.stats.verdict;

import dev.spikebench.results.stats.LogRatio;
import java.util.List;

/// What a declared rule makes of the evidence. There is no fourth answer: what failed to run, or is
/// not comparable, never gets here.
public sealed interface Verdict {

  /// Regressed: a slowdown was seen, and it is not small.
  ///
  /// @param effect candidate against baseline
  /// @param absoluteChange estimated change in the metric's unit
  record Fail(LogRatio effect, double absoluteChange) implements Verdict {}

  /// A change for the worse beyond the tolerance is ruled out.
  ///
  /// @param effect candidate against baseline
  /// @param note what else can be said
  record Pass(LogRatio effect, Note note) implements Verdict {}

  /// Cannot tell.
  ///
  /// @param reasons at least one
  record Inconclusive(List<Reason> reasons) implements Verdict {

    /// @throws IllegalArgumentException when there is no reason
    public Inconclusive {
      if (reasons.isEmpty()) {
        throw new IllegalArgumentException("reasons must not be empty");
      }
      reasons = List.copyOf(reasons);
    }
  }

  /// What else can be said of a metric that passed.
  enum Note {
    /// The interval lies below 0: better.
    IMPROVED,
    /// Equivalent or better within the tolerance.
    WITHIN_TOLERANCE,
    /// A slowdown was seen, and all of the interval is tolerated.
    TOLERATED_SLOWDOWN,
    /// The share may be beyond the tolerance, but the change in the metric's unit is below the
    /// floor.
    BELOW_ABSOLUTE_FLOOR
  }
}
