package dev.spikebench.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Computes statistics from the events themselves. Runs inside a read transaction, so that all
/// figures are of one moment.
final class StatsReader {

  /// Most names of a breakdown, and most branches.
  static final int MOST_NAMES = 1000;

  private final Connection connection;
  private final Conditions conditions;

  private StatsReader(Connection connection, Conditions conditions) {
    this.connection = connection;
    this.conditions = conditions;
  }

  /// Of the events that match.
  static StatsSnapshot snapshot(Connection connection, StatsFilter filter) throws SQLException {
    StatsReader reader = new StatsReader(connection, Conditions.of(filter));
    return new StatsSnapshot(
        reader.sums(),
        SessionCounts.read(connection),
        reader.breakdown(CountedName.TOOL),
        reader.breakdown(CountedName.AGENT),
        reader.breakdown(CountedName.MODEL),
        reader.branches());
  }

  /// The first two columns as names and how often they occur.
  static SequencedMap<String, Long> counts(ResultSet row) throws SQLException {
    SequencedMap<String, Long> counts = new LinkedHashMap<>();
    while (row.next()) {
      counts.put(row.getString(1), row.getLong(2));
    }
    return Collections.unmodifiableSequencedMap(counts);
  }

  /// The first column as names.
  static List<String> names(ResultSet row) throws SQLException {
    List<String> names = new ArrayList<>();
    while (row.next()) {
      names.add(row.getString(1));
    }
    return Collections.unmodifiableList(names);
  }

  private TotalsRow sums() throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT " + TotalsTable.SUMS + " FROM events" + conditions.where())) {
      conditions.bind(query);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return TotalsRow.ofSums(row, 0);
      }
    }
  }

  private SequencedMap<String, Long> breakdown(CountedName kind) throws SQLException {
    String sql =
        "SELECT %1$s, count(*) AS n FROM events%2$s GROUP BY %1$s ORDER BY n DESC, %1$s LIMIT %3$d"
            .formatted(
                kind.column(), conditions.and(kind.column() + " IS NOT NULL").where(), MOST_NAMES);
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      conditions.bind(query);
      try (ResultSet row = query.executeQuery()) {
        return counts(row);
      }
    }
  }

  private List<String> branches() throws SQLException {
    String sql =
        "SELECT DISTINCT branch FROM events%s ORDER BY branch LIMIT %d"
            .formatted(conditions.and("branch IS NOT NULL").where(), MOST_NAMES);
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      conditions.bind(query);
      try (ResultSet row = query.executeQuery()) {
        return names(row);
      }
    }
  }
}
