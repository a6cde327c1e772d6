package dev.spikebench.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Computes what is asked of all events from the stored totals, adding the few thousand events at
/// most that these lack. Runs inside a read transaction, so that all figures are of one moment.
final class TotalsReader {

  /// Stands for not knowing whether others have written.
  static final long UNKNOWN_WRITES = -1;

  private static final String LACKING = " FROM events NOT INDEXED WHERE id > ?";

  private final Connection connection;
  private final long lastEventId;
  private final TotalsRow sums;

  private TotalsReader(Connection connection, long lastEventId, TotalsRow sums) {
    this.connection = connection;
    this.lastEventId = lastEventId;
    this.sums = sums;
  }

  /// A reader, or null where the totals don't fit the events.
  ///
  /// @param writes as [TotalsTrust] has counted them a moment ago, or [#UNKNOWN_WRITES]: then the
  ///   events are counted
  static @Nullable TotalsReader open(Connection connection, TotalsTrust trust, long writes)
      throws SQLException {
    TotalsRow stored;
    try (PreparedStatement select = connection.prepareStatement(TotalsRow.SELECT)) {
      stored = TotalsRow.read(select);
    }
    TotalsRow sums = stored.plus(lacking(connection, stored.lastEventId()));
    TotalsReader reader = new TotalsReader(connection, stored.lastEventId(), sums);
    if (writes == UNKNOWN_WRITES || !trust.isChecked(writes)) {
      if (sums.events() != countEvents(connection)) {
        trust.disagreed();
        return null;
      }
      trust.agreed(writes);
    }
    trust.sawEvents(sums.events());
    return reader;
  }

  /// How many events there are.
  long events() {
    return sums.events();
  }

  /// Statistics of all events.
  StatsSnapshot snapshot() throws SQLException {
    return new StatsSnapshot(
        sums,
        SessionCounts.read(connection),
        breakdown(CountedName.TOOL),
        breakdown(CountedName.AGENT),
        breakdown(CountedName.MODEL),
        branches());
  }

  private static TotalsRow lacking(Connection connection, long lastEventId) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT " + TotalsTable.SUMS + LACKING)) {
      query.setLong(1, lastEventId);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return TotalsRow.ofSums(row, lastEventId);
      }
    }
  }

  private static long countEvents(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM events");
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private SequencedMap<String, Long> breakdown(CountedName kind) throws SQLException {
    String column = kind.column();
    String sql =
        "SELECT name, sum(events) AS n FROM (SELECT name, events FROM aux_java_names WHERE kind = ?"
            + (" UNION ALL SELECT " + column + ", count(*)" + LACKING)
            + (" AND " + column + " IS NOT NULL GROUP BY " + column + ")")
            + (" GROUP BY name ORDER BY n DESC, name LIMIT " + StatsReader.MOST_NAMES);
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setInt(1, kind.code());
      query.setLong(2, lastEventId);
      try (ResultSet row = query.executeQuery()) {
        return StatsReader.counts(row);
      }
    }
  }

  private List<String> branches() throws SQLException {
    String sql =
        "SELECT name FROM aux_java_names WHERE kind = ?"
            + (" UNION SELECT branch" + LACKING + " AND branch IS NOT NULL")
            + (" ORDER BY 1 LIMIT " + StatsReader.MOST_NAMES);
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setInt(1, CountedName.BRANCH.code());
      query.setLong(2, lastEventId);
      try (ResultSet row = query.executeQuery()) {
        return StatsReader.names(row);
      }
    }
  }
}
