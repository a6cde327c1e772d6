package dev.spikebench.results.report;

import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.RawRates;
import org.jspecify.annotations.Nullable;

/// What a backend makes of its own SQLite binding, in words.
final class RawShares {

  private RawShares() {}

  /// A cell of a table: the share with the rate that it is of; a dash where it is not known.
  static String cell(@Nullable RawRates rates) {
    Double share = rates == null ? null : rates.share();
    if (rates == null || share == null) {
      return ResultsTables.NONE;
    }
    return "%s of %s events/s%s"
        .formatted(
            Figures.percent(share),
            rate(rates.rawInsertsPerSecond()),
            rates.notTuned() ? " (not tuned)" : "");
  }

  /// The same as a sentence's part; null where it is not known.
  static @Nullable String sentence(@Nullable RawRates rates) {
    Double share = rates == null ? null : rates.share();
    if (rates == null || share == null) {
      return null;
    }
    return "%s events/s by its SQLite binding alone, of which the whole backend keeps %s with group in the steady state%s"
        .formatted(
            rate(rates.rawInsertsPerSecond()),
            Figures.percent(share),
            rates.notTuned() ? ": not tuned" : "");
  }

  /// Why nothing ranks a backend; null where it may be ranked.
  static @Nullable String warning(String name, @Nullable RawRates rates) {
    Double share = rates == null ? null : rates.share();
    Double needed = rates == null ? null : rates.tunedShare();
    if (rates == null || share == null || needed == null || !rates.notTuned()) {
      return null;
    }
    return "%s is marked not tuned: with group in the steady state it reaches %s of what its binding writes by itself, needed are %s. No sentence ranks it."
        .formatted(name, Figures.percent(share), Figures.percent(needed));
  }

  private static String rate(Measurement rate) {
    Double value = rate.value();
    return value == null ? ResultsTables.NONE : Figures.count(Math.round(value));
  }
}
