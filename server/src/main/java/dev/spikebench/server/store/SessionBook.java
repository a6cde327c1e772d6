package dev.spikebench.server.store;

import dev.spikebench.server.event.IngestEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The sessions and agents that the transaction in progress touches. Writer thread only.
///
/// Each session is read once and written once a transaction, however many events it has, and so is
/// each agent. Nothing is kept from one transaction to the next, because another process may write
/// in between.
final class SessionBook implements AutoCloseable {

  private static final String AGENT_SUFFIX = "-default";

  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private final Set<String> agentTypes = new LinkedHashSet<>();
  private final PreparedStatement select;
  private final PreparedStatement upsertSession;
  private final PreparedStatement upsertAgent;

  SessionBook(Connection connection) throws SQLException {
    select = connection.prepareStatement("SELECT project, branch FROM sessions WHERE id = ?");
    upsertSession =
        connection.prepareStatement(
            "INSERT INTO sessions (id, agent_id, agent_type, project, branch, status, started_at,"
                + " ended_at, last_event_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (id) DO UPDATE SET project = excluded.project,"
                + " branch = excluded.branch, status = excluded.status,"
                + " ended_at = excluded.ended_at, last_event_at = excluded.last_event_at");
    upsertAgent =
        connection.prepareStatement(
            "INSERT INTO agents (id, agent_type, registered_at, last_seen_at) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (id) DO UPDATE SET last_seen_at = excluded.last_seen_at");
  }

  /// The session as the transaction has it so far: stored, changed, or about to be created.
  Session session(IngestEvent event) throws SQLException {
    Session known = sessions.get(event.sessionId());
    if (known != null) {
      return known;
    }
    Session read = read(event.sessionId());
    sessions.put(event.sessionId(), read);
    return read;
  }

  /// Takes note of a new event: creates or reactivates its session, and renews its agent.
  void note(Session session, IngestEvent event) {
    session.apply(event);
    agentTypes.add(event.agentType());
  }

  /// Writes what was noted and forgets it.
  ///
  /// @param now the server time of every event noted
  void flush(String now) throws SQLException {
    for (String agentType : agentTypes) {
      writeAgent(agentType, now);
    }
    for (Map.Entry<String, Session> entry : sessions.entrySet()) {
      if (entry.getValue().firstAgentType != null) {
        writeSession(entry.getKey(), entry.getValue(), now);
      }
    }
    forget();
  }

  /// Forgets everything, for the start of a transaction and after a rollback.
  void forget() {
    sessions.clear();
    agentTypes.clear();
  }

  private Session read(String id) throws SQLException {
    select.setString(1, id);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? new Session(row.getString(1), row.getString(2)) : new Session(null, null);
    }
  }

  private void writeAgent(String agentType, String now) throws SQLException {
    upsertAgent.setString(1, agentType + AGENT_SUFFIX);
    upsertAgent.setString(2, agentType);
    upsertAgent.setString(3, now);
    upsertAgent.setString(4, now);
    upsertAgent.executeUpdate();
  }

  private void writeSession(String id, Session session, String now) throws SQLException {
    upsertSession.setString(1, id);
    upsertSession.setString(2, session.firstAgentType + AGENT_SUFFIX);
    upsertSession.setString(3, session.firstAgentType);
    upsertSession.setString(4, session.project);
    upsertSession.setString(5, session.branch);
    upsertSession.setString(6, session.status);
    upsertSession.setString(7, now);
    upsertSession.setString(8, session.status.equals(Session.ACTIVE) ? null : now);
    upsertSession.setString(9, now);
    upsertSession.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    select.close();
    upsertSession.close();
    upsertAgent.close();
  }

  /// One session within the transaction.
  static final class Session {

    static final String ACTIVE = "active";

    private @Nullable String project;
    private @Nullable String branch;
    private String status = ACTIVE;

    /// Agent type of the first event noted; null while there is none. A stored session keeps its
    /// own: the upsert uses this one for a new row only.
    private @Nullable String firstAgentType;

    private Session(@Nullable String project, @Nullable String branch) {
      this.project = project;
      this.branch = branch;
    }

    /// The event's project, or else the session's.
    @Nullable String projectFor(IngestEvent event) {
      return event.project() != null ? event.project() : project;
    }

    /// The event's branch, or else the session's.
    @Nullable String branchFor(IngestEvent event) {
      return event.branch() != null ? event.branch() : branch;
    }

    private void apply(IngestEvent event) {
      if (firstAgentType == null) {
        firstAgentType = event.agentType();
      }
      project = projectFor(event);
      branch = branchFor(event);
      status = statusAfter(event);
    }

    private static String statusAfter(IngestEvent event) {
      if (event.source().equals("import")) {
        return "ended";
      }
      if (event.eventType().equals("session_end")) {
        return event.agentType().equals("claude_code") ? "idle" : "ended";
      }
      return ACTIVE;
    }
  }
}
