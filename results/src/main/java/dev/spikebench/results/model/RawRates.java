package dev.spikebench.results.model;

import org.jspecify.annotations.Nullable;

/// How near a backend comes to what the SQLite binding of its own runtime writes without a server:
/// a backend that stays far below it is a straw man, and ranks nothing.
///
/// @param rawInsertsPerSecond events a second of the binding alone by a statement an event,
///   measured in the same run
/// @param steadyEventsPerSecond events a second of the whole backend with its `group` strategy in
///   the steady state, at the same synchronous level and shape of ids
/// @param tunedShare share of the raw rate that the steady rate has to reach to count as tuned,
///   between 0 and 1; null where none is asked of it
/// @param manyRowInsertsPerSecond events a second of the binding alone by statements of many rows;
///   null where that was not looked at
public record RawRates(
    Measurement rawInsertsPerSecond,
    Measurement steadyEventsPerSecond,
    @Nullable Double tunedShare,
    @Nullable Measurement manyRowInsertsPerSecond) {

  /// @throws IllegalArgumentException when a part is missing or out of range
  public RawRates {
    Checks.present("rawRates.rawInsertsPerSecond", rawInsertsPerSecond);
    Checks.present("rawRates.steadyEventsPerSecond", steadyEventsPerSecond);
    if (tunedShare != null && !(tunedShare > 0 && tunedShare < 1)) {
      throw Checks.bad("rawRates.tunedShare", tunedShare, "between 0 and 1");
    }
  }

  /// Rates without those of statements of many rows.
  public RawRates(
      Measurement rawInsertsPerSecond,
      Measurement steadyEventsPerSecond,
      @Nullable Double tunedShare) {
    this(rawInsertsPerSecond, steadyEventsPerSecond, tunedShare, null);
  }

  /// Rates that were not measured.
  public static RawRates unknown(String reason) {
    return new RawRates(Measurement.unavailable(reason), Measurement.unavailable(reason), null);
  }

  /// The higher rate of the binding alone, by whatever statements; null where none was measured.
  public @Nullable Double bestRawPerSecond() {
    Double single = rawInsertsPerSecond.value();
    Double many = manyRowInsertsPerSecond == null ? null : manyRowInsertsPerSecond.value();
    if (single == null || many == null) {
      return single == null ? many : single;
    }
    return (Double) Math.max(single, many);
  }

  /// The steady rate as a share of the raw rate; null where either was not measured.
  public @Nullable Double share() {
    Double raw = rawInsertsPerSecond.value();
    Double steady = steadyEventsPerSecond.value();
    return raw == null || raw <= 0 || steady == null ? null : (Double) (steady / raw);
  }

  /// Whether it is known to stay below what is asked of it.
  public boolean notTuned() {
    Double share = share();
    return share != null && tunedShare != null && share < tunedShare;
  }
}
