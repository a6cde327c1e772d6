package dev.spikebench.loadgen.workload;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The fields of an event that a workload may fill, in the order in which they are sent.
/// `event_id`, `session_id`, `client_timestamp` and `metadata` have rules of their own.
public enum EventField {
  /// Who sends the event.
  AGENT_TYPE(Kind.TEXT),
  /// What happened; one of the contract's words.
  EVENT_TYPE(Kind.WORD),
  /// The tool that was used.
  TOOL_NAME(Kind.TEXT),
  /// How it ended; one of the contract's words.
  STATUS(Kind.WORD),
  /// Tokens read.
  TOKENS_IN(Kind.WHOLE_NUMBER),
  /// Tokens written.
  TOKENS_OUT(Kind.WHOLE_NUMBER),
  /// The project.
  PROJECT(Kind.TEXT),
  /// The branch in it.
  BRANCH(Kind.TEXT),
  /// How long it took, in ms.
  DURATION_MS(Kind.WHOLE_NUMBER),
  /// The model that was asked.
  MODEL(Kind.TEXT),
  /// Tokens read from a cache.
  CACHE_READ_TOKENS(Kind.WHOLE_NUMBER),
  /// Tokens written to a cache.
  CACHE_WRITE_TOKENS(Kind.WHOLE_NUMBER),
  /// What it cost, in dollars.
  COST_USD(Kind.NUMBER),
  /// How the event came to the backend.
  SOURCE(Kind.TEXT);

  /// What values a field takes.
  public enum Kind {
    /// Any text.
    TEXT,
    /// One word of a list.
    WORD,
    /// 0, 1, 2 …
    WHOLE_NUMBER,
    /// A number with or without decimals.
    NUMBER
  }

  private static final List<String> EVENT_TYPES =
      List.of(
          "tool_use",
          "session_start",
          "session_end",
          "error",
          "llm_request",
          "llm_response",
          "response",
          "file_change",
          "git_commit",
          "plan_step",
          "user_prompt");
  private static final List<String> STATUSES = List.of("success", "error", "timeout");

  private final Kind kind;

  EventField(Kind kind) {
    this.kind = kind;
  }

  /// Its key in JSON and in workload files, such as `tool_name`.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What values it takes.
  public Kind kind() {
    return kind;
  }

  /// The words it takes; empty unless it takes words.
  public List<String> words() {
    if (this == EVENT_TYPE) {
      return EVENT_TYPES;
    }
    return this == STATUS ? STATUSES : List.of();
  }

  /// Whether every event must have it.
  public boolean required() {
    return this == AGENT_TYPE || this == EVENT_TYPE;
  }

  /// The keys of all fields.
  public static List<String> keys() {
    return Arrays.stream(values()).map(EventField::key).toList();
  }

  boolean quoted() {
    return kind == Kind.TEXT || kind == Kind.WORD;
  }
}
