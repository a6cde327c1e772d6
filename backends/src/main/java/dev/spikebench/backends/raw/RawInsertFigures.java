package dev.spikebench.backends.raw;

/// What a SQLite binding made of raw inserts.
///
/// @param events how many were inserted, by the count of the table's rows
/// @param seconds time of all transactions, from begin to the end of the commit
/// @param eventsPerSecond both together
/// @param groupSize events a transaction
/// @param synchronous the `synchronous` level that the connection told
/// @param sqliteVersion version of the SQLite library
/// @param idShape what the ids were like
public record RawInsertFigures(
    long events,
    double seconds,
    double eventsPerSecond,
    int groupSize,
    String synchronous,
    String sqliteVersion,
    IdShape idShape) {

  private static final double ROUNDING = 1e-3;

  /// Checks the values and that the rate is that of events and seconds, to a thousandth.
  ///
  /// @throws IllegalArgumentException naming the component and its value
  public RawInsertFigures {
    check(events > 0, "events", events);
    check(Double.isFinite(seconds) && seconds > 0, "seconds", seconds);
    check(
        Math.abs(eventsPerSecond * seconds / (double) events - 1) < ROUNDING,
        "eventsPerSecond",
        eventsPerSecond);
    check(groupSize > 0, "groupSize", groupSize);
    check(!synchronous.isBlank(), "synchronous", synchronous);
    check(!sqliteVersion.isBlank(), "sqliteVersion", sqliteVersion);
  }

  private static void check(boolean good, String component, Object value) {
    if (!good) {
      throw new IllegalArgumentException(component + " can't be " + value);
    }
  }
}
