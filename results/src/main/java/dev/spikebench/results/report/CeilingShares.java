package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.RawRates;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What each backend keeps, once it is warm, of the most that SQLite takes from any binding of the
/// same run: the ceiling of all.
///
/// @param ceilingPerSecond the highest rate of raw inserts in events a second; null where none was
///   measured
record CeilingShares(@Nullable Double ceilingPerSecond) {

  /// The ceiling of a run's backends.
  static CeilingShares of(List<BackendSummary> backends) {
    return new CeilingShares(
        backends.stream()
            .map(BackendSummary::rawRates)
            .filter(Objects::nonNull)
            .filter(rates -> rates.manyRowInsertsPerSecond() != null)
            .map(RawRates::bestRawPerSecond)
            .filter(Objects::nonNull)
            .max(Double::compare)
            .orElse(null));
  }

  /// Whether there is one.
  boolean known() {
    return ceilingPerSecond != null;
  }

  /// A cell of a table: the share with the ceiling; a dash where it is not known.
  String cell(@Nullable RawRates rates) {
    Double steady = rates == null ? null : rates.steadyEventsPerSecond().value();
    if (ceilingPerSecond == null || steady == null) {
      return ResultsTables.NONE;
    }
    return "%s of %s events/s"
        .formatted(
            Figures.percent(steady / ceilingPerSecond),
            Figures.count(Math.round(ceilingPerSecond)));
  }
}
