package dev.spikebench.server.store;

import dev.spikebench.server.event.IngestEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sessions and agents that events touch. Writer thread only.
///
/// Each is read once at most, and written once a transaction, however many events it has. What is
/// known of them outlives the transaction, until somebody else may have written to them
/// ([#forget]); stored times are whole seconds, so under load most transactions then have nothing
/// to read and nothing to write here.
final class SessionBook implements AutoCloseable {

  private static final String AGENT_SUFFIX = "-default";

  /// These two bound what is remembered from one transaction to the next to some megabytes.
  private static final int MOST_REMEMBERED = 4096;

  private static final int LONGEST_REMEMBERED_CHARS = 512;

  private final Map<String, Session> sessions = new HashMap<>();
  private final Map<String, Agent> agents = new HashMap<>();
  private final List<Session> touchedSessions = new ArrayList<>();
  private final List<Agent> touchedAgents = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private final PreparedStatement select;
  private final PreparedStatement upsertSession;
  private final PreparedStatement upsertAgent;
  private boolean tooMuch;

  SessionBook(Connection connection) throws SQLException {
    select =
        connection.prepareStatement(
            "SELECT project, branch, status, ended_at, last_event_at FROM sessions WHERE id = ?");
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
    String id = event.sessionId();
    Session known = sessions.get(id);
    if (known != null) {
      return known;
    }
    Session read = read(id);
    sessions.put(id, read);
    tooMuch |= isLong(id) || sessions.size() > MOST_REMEMBERED;
    return read;
  }

  /// Takes note of a new event: creates or reactivates its session, and renews its agent.
  void note(Session session, IngestEvent event) {
    notes.add(new Note(session, session.state(), touchedSessions.size(), touchedAgents.size()));
    if (!session.isTouched()) {
      touchedSessions.add(session);
    }
    session.apply(event);
    Agent agent = agent(event.agentType());
    if (!agent.touched) {
      agent.touched = true;
      touchedAgents.add(agent);
    }
  }

  /// From here on the notes so far can't be taken back.
  void keepNotes() {
    notes.clear();
  }

  /// Takes the latest notes back.
  ///
  /// @param count how many, at most as many as were taken since [#keepNotes]
  void takeBack(int count) {
    for (int i = 0; i < count; i++) {
      Note last = notes.removeLast();
      last.session.state(last.before);
      touchedSessions.subList(last.sessions, touchedSessions.size()).clear();
      List<Agent> added = touchedAgents.subList(last.agents, touchedAgents.size());
      for (Agent agent : added) {
        agent.touched = false;
      }
      added.clear();
    }
  }

  /// Writes what was noted.
  ///
  /// @param now the server time of every event noted
  void flush(String now) throws SQLException {
    for (Agent agent : touchedAgents) {
      if (!now.equals(agent.seenAt)) {
        writeAgent(agent.type, now);
        agent.seenAt = now;
      }
      agent.touched = false;
    }
    for (Session session : touchedSessions) {
      if (!session.isStored(now)) {
        writeSession(session, now);
      }
      session.markStored(now);
      tooMuch |= isLong(session.project()) || isLong(session.branch());
    }
    touchedAgents.clear();
    touchedSessions.clear();
    notes.clear();
    if (tooMuch) {
      forget();
    }
  }

  /// Forgets everything: after a rollback, after a sweep, and where another connection has written.
  void forget() {
    sessions.clear();
    agents.clear();
    touchedSessions.clear();
    touchedAgents.clear();
    notes.clear();
    tooMuch = false;
  }

  private Agent agent(String type) {
    Agent known = agents.get(type);
    if (known != null) {
      return known;
    }
    Agent agent = new Agent(type);
    agents.put(type, agent);
    tooMuch |= isLong(type) || agents.size() > MOST_REMEMBERED;
    return agent;
  }

  private Session read(String id) throws SQLException {
    select.setString(1, id);
    try (ResultSet row = select.executeQuery()) {
      return row.next()
          ? Session.stored(
              id,
              row.getString(1),
              row.getString(2),
              row.getString(3),
              row.getString(4),
              row.getString(5))
          : Session.unknown(id);
    }
  }

  private void writeAgent(String agentType, String now) throws SQLException {
    upsertAgent.setString(1, agentType + AGENT_SUFFIX);
    upsertAgent.setString(2, agentType);
    upsertAgent.setString(3, now);
    upsertAgent.setString(4, now);
    upsertAgent.executeUpdate();
  }

  private void writeSession(Session session, String now) throws SQLException {
    upsertSession.setString(1, session.id());
    upsertSession.setString(2, session.firstAgentType() + AGENT_SUFFIX);
    upsertSession.setString(3, session.firstAgentType());
    upsertSession.setString(4, session.project());
    upsertSession.setString(5, session.branch());
    upsertSession.setString(6, session.status());
    upsertSession.setString(7, now);
    upsertSession.setString(8, session.endedAt(now));
    upsertSession.setString(9, now);
    upsertSession.executeUpdate();
  }

  private static boolean isLong(@Nullable String text) {
    return text != null && text.length() > LONGEST_REMEMBERED_CHARS;
  }

  @Override
  public void close() throws SQLException {
    select.close();
    upsertSession.close();
    upsertAgent.close();
  }

  /// One note, as far as it can be taken back.
  ///
  /// @param session whose it is
  /// @param before what the session was before
  /// @param sessions how many sessions the transaction had touched before
  /// @param agents how many agents it had
  private record Note(Session session, Session.State before, int sessions, int agents) {}

  /// One kind of agent. It is written without being read, so what is stored is known only from then
  /// on.
  private static final class Agent {
    private final String type;
    private @Nullable String seenAt;
    private boolean touched;

    private Agent(String type) {
      this.type = type;
    }
  }
}
