package dev.spikebench.parity.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is kept: rows and sessions (SESSION-01 to SESSION-14). One thread.
final class ModelStore {
  private final List<Row> rows = new ArrayList<>();
  private final Set<String> eventIds = new HashSet<>();
  private final Map<String, Session> sessions = new HashMap<>();

  /// As much of a session as can be seen from outside.
  private static final class Session {
    private @Nullable String branch;
    private @Nullable String project;
    private boolean active;
  }

  boolean isKnown(String eventId) {
    return eventIds.contains(eventId);
  }

  /// Of these events in turn, the ones that are no duplicates.
  List<NewEvent> withoutDuplicates(List<NewEvent> events) {
    Set<String> seen = new HashSet<>(eventIds);
    return events.stream()
        .filter(event -> event.text("event_id") == null || seen.add(event.text("event_id")))
        .toList();
  }

  void store(NewEvent event) {
    String eventId = event.text("event_id");
    if (eventId != null) {
      eventIds.add(eventId);
    }
    Session session = sessions.computeIfAbsent(event.sessionId(), id -> new Session());
    session.branch = orElse(event.text("branch"), session.branch);
    session.project = orElse(event.text("project"), session.project);
    boolean ends = event.eventType().equals("session_end");
    session.active = !ends && !"import".equals(event.text("source"));
    rows.add(new Row(rows.size() + 1, event, session.branch, session.project));
  }

  /// All rows, oldest first.
  List<Row> rows() {
    return List.copyOf(rows);
  }

  int nextOrdinal() {
    return rows.size() + 1;
  }

  int sessions() {
    return sessions.size();
  }

  int activeSessions() {
    return (int) sessions.values().stream().filter(session -> session.active).count();
  }

  private static @Nullable String orElse(@Nullable String given, @Nullable String inherited) {
    return given == null ? inherited : given;
  }
}
