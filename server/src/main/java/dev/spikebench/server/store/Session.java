package dev.spikebench.server.store;

import dev.spikebench.server.event.IngestEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One session: as it is stored, and as the transaction in progress has it so far. Writer thread
/// only.
final class Session {

  private static final String ACTIVE = "active";

  private final String id;
  private State state;
  private State stored;

  /// The `last_event_at` that is stored; null where the session is not stored yet.
  private @Nullable String storedLastEventAt;

  private @Nullable String storedEndedAt;

  private Session(String id, State stored, @Nullable String endedAt, @Nullable String lastEventAt) {
    this.id = id;
    this.state = stored;
    this.stored = stored;
    this.storedEndedAt = endedAt;
    this.storedLastEventAt = lastEventAt;
  }

  /// A session that no event was stored of.
  static Session unknown(String id) {
    return new Session(id, new State(null, null, ACTIVE, null), null, null);
  }

  /// A session as its row has it.
  static Session stored(
      String id,
      @Nullable String project,
      @Nullable String branch,
      String status,
      @Nullable String endedAt,
      String lastEventAt) {
    return new Session(id, new State(project, branch, status, null), endedAt, lastEventAt);
  }

  String id() {
    return id;
  }

  @Nullable String project() {
    return state.project;
  }

  @Nullable String branch() {
    return state.branch;
  }

  String status() {
    return state.status;
  }

  /// When it ended, if it is not active.
  @Nullable String endedAt(String now) {
    return state.status.equals(ACTIVE) ? null : now;
  }

  /// Agent type of the first event that was applied in the transaction; null while there is none. A
  /// stored session keeps its own.
  @Nullable String firstAgentType() {
    return state.firstAgentType;
  }

  /// Whether the transaction has applied an event.
  boolean isTouched() {
    return state.firstAgentType != null;
  }

  /// The event's project, or else the session's.
  @Nullable String projectFor(IngestEvent event) {
    return event.project() != null ? event.project() : state.project;
  }

  /// The event's branch, or else the session's.
  @Nullable String branchFor(IngestEvent event) {
    return event.branch() != null ? event.branch() : state.branch;
  }

  /// Makes it what it is after the event.
  void apply(IngestEvent event) {
    state = state.after(event, projectFor(event), branchFor(event), statusAfter(event));
  }

  /// What [#apply] changes, to be put back.
  State state() {
    return state;
  }

  void state(State earlier) {
    state = earlier;
  }

  /// Whether writing it at this time would change nothing.
  boolean isStored(String now) {
    return now.equals(storedLastEventAt)
        && Objects.equals(endedAt(now), storedEndedAt)
        && state.status.equals(stored.status)
        && Objects.equals(state.project, stored.project)
        && Objects.equals(state.branch, stored.branch);
  }

  /// Takes note that it was written.
  void markStored(String now) {
    storedLastEventAt = now;
    storedEndedAt = endedAt(now);
    state = state.untouched();
    stored = state;
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

  /// What events change of a session. Immutable.
  static final class State {
    private final @Nullable String project;
    private final @Nullable String branch;
    private final String status;
    private final @Nullable String firstAgentType;

    private State(
        @Nullable String project,
        @Nullable String branch,
        String status,
        @Nullable String firstAgentType) {
      this.project = project;
      this.branch = branch;
      this.status = status;
      this.firstAgentType = firstAgentType;
    }

    /// The same object where the event changes nothing, as nearly all events of a session do.
    private State after(
        IngestEvent event, @Nullable String newProject, @Nullable String newBranch, String after) {
      if (firstAgentType != null
          && status.equals(after)
          && Objects.equals(project, newProject)
          && Objects.equals(branch, newBranch)) {
        return this;
      }
      String first = firstAgentType == null ? event.agentType() : firstAgentType;
      return new State(newProject, newBranch, after, first);
    }

    private State untouched() {
      return new State(project, branch, status, null);
    }
  }
}
