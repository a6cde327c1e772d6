package dev.spikebench.server.store;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Computes statistics. Runs inside a read transaction, so that all figures are of one moment.
final class StatsReader {

  private static final int MOST_NAMES = 1000;

  // SQLite's sum() of integers fails beyond 64 bits. The halves of each value are summed apart,
  // which
  // no number of rows can overflow, and joined with saturation. total() adds doubles with Kahan-
  // Babuska compensation (SQLite 3.43 and later), well within one part in 10^12.
  private static final String TOTALS =
      "SELECT count(*),"
          + " coalesce(sum(tokens_in >> 32), 0), coalesce(sum(tokens_in & 4294967295), 0),"
          + " coalesce(sum(tokens_out >> 32), 0), coalesce(sum(tokens_out & 4294967295), 0),"
          + " total(cost_usd) FROM events";

  private static final String SESSIONS =
      "SELECT (SELECT count(*) FROM sessions WHERE status = 'active'),"
          + " (SELECT count(*) FROM sessions)";

  private final Connection connection;
  private final Conditions conditions;

  private StatsReader(Connection connection, Conditions conditions) {
    this.connection = connection;
    this.conditions = conditions;
  }

  static StatsSnapshot snapshot(Connection connection, StatsFilter filter) throws SQLException {
    return new StatsReader(connection, Conditions.of(filter)).snapshot();
  }

  private StatsSnapshot snapshot() throws SQLException {
    try (PreparedStatement totals = connection.prepareStatement(TOTALS + conditions.where());
        PreparedStatement sessions = connection.prepareStatement(SESSIONS)) {
      conditions.bind(totals);
      try (ResultSet total = totals.executeQuery();
          ResultSet session = sessions.executeQuery()) {
        total.next();
        session.next();
        return new StatsSnapshot(
            total.getLong(1),
            session.getLong(1),
            session.getLong(2),
            join(total.getLong(2), total.getLong(3)),
            join(total.getLong(4), total.getLong(5)),
            Math.min(total.getDouble(6), Double.MAX_VALUE),
            breakdown("tool_name"),
            breakdown("agent_type"),
            breakdown("model"),
            branches());
      }
    }
  }

  /// 2^32 times the upper sum plus the lower one, held at the limits of 64 bits.
  private static long join(long upperSum, long lowerSum) {
    BigInteger sum =
        BigInteger.valueOf(upperSum).shiftLeft(Integer.SIZE).add(BigInteger.valueOf(lowerSum));
    if (sum.bitLength() < Long.SIZE) {
      return sum.longValueExact();
    }
    return sum.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private SequencedMap<String, Long> breakdown(String column) throws SQLException {
    String sql =
        "SELECT %1$s, count(*) AS n FROM events%2$s GROUP BY %1$s ORDER BY n DESC, %1$s LIMIT %3$d"
            .formatted(column, conditions.and(column + " IS NOT NULL").where(), MOST_NAMES);
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      conditions.bind(query);
      SequencedMap<String, Long> counts = new LinkedHashMap<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          counts.put(row.getString(1), row.getLong(2));
        }
      }
      return Collections.unmodifiableSequencedMap(counts);
    }
  }

  private List<String> branches() throws SQLException {
    String sql =
        "SELECT DISTINCT branch FROM events%s ORDER BY branch LIMIT %d"
            .formatted(conditions.and("branch IS NOT NULL").where(), MOST_NAMES);
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      conditions.bind(query);
      List<String> branches = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          branches.add(row.getString(1));
        }
      }
      return Collections.unmodifiableList(branches);
    }
  }
}
