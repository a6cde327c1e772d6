package dev.spikebench.server.store;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A `WHERE` clause over `events`. Values are always bound, never part of the text.
final class Conditions {

  private final List<String> terms = new ArrayList<>();
  private final List<String> values = new ArrayList<>();

  static Conditions of(EventFilter filter) {
    return new Conditions()
        .equal("agent_type", filter.agentType())
        .equal("event_type", filter.eventType())
        .equal("tool_name", filter.toolName())
        .equal("session_id", filter.sessionId())
        .equal("branch", filter.branch())
        .equal("model", filter.model())
        .equal("source", filter.source())
        .since(filter.since())
        .until(filter.until());
  }

  static Conditions of(StatsFilter filter) {
    return new Conditions().equal("agent_type", filter.agentType()).since(filter.since());
  }

  /// The same with one more term that binds nothing.
  Conditions and(String term) {
    Conditions more = new Conditions();
    more.terms.addAll(terms);
    more.values.addAll(values);
    more.terms.add(term);
    return more;
  }

  /// The clause, empty where nothing filters.
  String where() {
    return terms.isEmpty() ? "" : " WHERE " + String.join(" AND ", terms);
  }

  /// Binds the values from the first parameter on.
  ///
  /// @return the position of the next parameter
  int bind(PreparedStatement statement) throws SQLException {
    int position = 1;
    for (String value : values) {
      statement.setString(position++, value);
    }
    return position;
  }

  private Conditions equal(String column, @Nullable String value) {
    if (value == null) {
      return this;
    }
    // Half of a surrogate pair would be bound as a question mark, which an event can have.
    return StandardCharsets.UTF_8.newEncoder().canEncode(value)
        ? add(column + " = ?", value)
        : and("false");
  }

  // Stored times are whole seconds: none lies between a moment and the next or last full second.

  private Conditions since(@Nullable Instant moment) {
    return moment == null ? this : add("created_at >= ?", StoredTime.ceiling(moment));
  }

  private Conditions until(@Nullable Instant moment) {
    return moment == null ? this : add("created_at <= ?", StoredTime.floor(moment));
  }

  private Conditions add(String term, String value) {
    terms.add(term);
    values.add(value);
    return this;
  }
}
