package dev.spikebench.server.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The closed lists of the contract. A listed word comes back as the one constant of its kind, so
/// that stored events share it and the text that was read can be freed.
final class EventWords {
  static final String DEFAULT_SOURCE = "api";
  static final String EVENT_TYPE_MESSAGE =
      oneOf(
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
              "user_prompt"));
  static final String STATUS_MESSAGE = oneOf(List.of("success", "error", "timeout"));

  private EventWords() {}

  /// The listed event type, or null.
  static @Nullable String eventType(String text) {
    return switch (text) {
      case "tool_use" -> "tool_use";
      case "session_start" -> "session_start";
      case "session_end" -> "session_end";
      case "error" -> "error";
      case "llm_request" -> "llm_request";
      case "llm_response" -> "llm_response";
      case "response" -> "response";
      case "file_change" -> "file_change";
      case "git_commit" -> "git_commit";
      case "plan_step" -> "plan_step";
      case "user_prompt" -> "user_prompt";
      default -> null;
    };
  }

  /// The listed status, or null.
  static @Nullable String status(String text) {
    return switch (text) {
      case "success" -> "success";
      case "error" -> "error";
      case "timeout" -> "timeout";
      default -> null;
    };
  }

  /// The status of an event that names none.
  static String defaultStatus(String eventType) {
    return eventType.equals("error") ? "error" : "success";
  }

  private static String oneOf(List<String> words) {
    return "must be one of: " + String.join(", ", words);
  }
}
