package dev.spikebench.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// How many sessions there are.
///
/// @param active in status `active`
/// @param all in any status
record SessionCounts(long active, long all) {

  static SessionCounts read(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT (SELECT count(*) FROM sessions WHERE status = 'active'),"
                    + " (SELECT count(*) FROM sessions)");
        ResultSet row = query.executeQuery()) {
      row.next();
      return new SessionCounts(row.getLong(1), row.getLong(2));
    }
  }
}
