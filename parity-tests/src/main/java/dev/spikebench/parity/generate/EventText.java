package dev.spikebench.parity.generate;

import java.util.ArrayList;
import java.util.List;

/// Events as text: near-valid ones, ones that are one mutation away from that, and wild ones.
final class EventText {
  private static final List<String> TYPES =
      List.of(
          "tool_use",
          "error",
          "session_end",
          "session_start",
          "llm_request",
          "llm_response",
          "response",
          "file_change",
          "git_commit",
          "plan_step",
          "user_prompt");
  private static final List<String> TEXTS = List.of("tool_name", "branch", "project", "model");
  private static final List<String> INTEGERS =
      List.of("tokens_in", "tokens_out", "duration_ms", "cache_read_tokens", "cache_write_tokens");
  private static final List<String> ALL =
      List.of(
          "session_id",
          "agent_type",
          "event_type",
          "status",
          "event_id",
          "tool_name",
          "branch",
          "project",
          "model",
          "duration_ms",
          "tokens_in",
          "tokens_out",
          "cache_read_tokens",
          "cache_write_tokens",
          "cost_usd",
          "client_timestamp",
          "source",
          "metadata");

  private final ChoiceSource choices;
  private final StringText strings;
  private final NumberText numbers;
  private final TimeText times;
  private final JsonTextMaker json;

  EventText(ChoiceSource choices) {
    this.choices = choices;
    this.strings = new StringText(choices);
    this.numbers = new NumberText(choices);
    this.times = new TimeText(choices);
    this.json = new JsonTextMaker(choices);
  }

  /// An event that is valid but for the odd value of a field.
  String nearValid() {
    return choices.span(() -> object(members()));
  }

  /// An event in which one thing is wrong.
  String mutated() {
    return choices.span(
        () -> {
          List<String> members = new ArrayList<>(members());
          if (choices.chance(50)) {
            String name = choices.pick(ALL);
            members.add(member(name, name.endsWith("_id") ? noId() : json.value(1)));
          } else {
            members.set(choices.below(3), "\"x\":1");
          }
          return object(members);
        });
  }

  /// Any value.
  String wild() {
    return json.value(0);
  }

  private List<String> members() {
    List<String> members = new ArrayList<>();
    members.add(choices.span(() -> member("session_id", strings.named(session()))));
    members.add(choices.span(() -> member("agent_type", strings.named(agent()))));
    members.add(choices.span(() -> member("event_type", strings.named(choices.pick(TYPES)))));
    for (int i = 0; i < 8 && choices.chance(62); i++) {
      members.add(choices.span(this::optional));
    }
    return members;
  }

  private String session() {
    return choices.pick(
        List.of("session-NONCE_00", "session-NONCE_00", "second-NONCE_00", "é-NONCE_00"));
  }

  private String agent() {
    return choices.pick(
        List.of(
            "agent-NONCE_00", "agent-NONCE_00", "agent-NONCE_00", "claude_code", "other-NONCE_00"));
  }

  private String optional() {
    return switch (choices.below(17)) {
      case 0, 1, 2 -> member(choices.pick(TEXTS), strings.any());
      case 3, 4 -> member(choices.pick(INTEGERS), numbers.integer(!choices.chance(15)));
      case 5 -> member("cost_usd", numbers.cost(!choices.chance(15)));
      case 6, 7 -> member("client_timestamp", "\"" + times.any() + "\"");
      case 8, 9 -> member("event_id", eventId());
      case 10 -> member("status", status());
      case 11 -> member("source", source());
      case 12, 13 -> member("metadata", json.metadata());
      case 14 -> member(choices.pick(ALL.subList(3, ALL.size())), "null");
      case 15 -> member(choices.pick(List.of("x", "Branch", "id", "created_at")), json.value(1));
      default -> member(choices.pick(TEXTS), strings.named(choices.pick(List.of("a", "b"))));
    };
  }

  private String eventId() {
    return choices.chance(10) ? noId() : strings.named("id-NONCE_00-" + choices.below(3));
  }

  /// What is no session and no event id, or at least none that another run has.
  private String noId() {
    return choices.pick(
        List.of(
            "\"\"",
            "null",
            "5",
            "true",
            "[]",
            "{}",
            "\" \\t\"",
            "\"\u00A0\"",
            "\"" + "x".repeat(4088) + "NONCE_00\"",
            "\"" + "x".repeat(4089) + "NONCE_00\""));
  }

  private String status() {
    return choices.pick(
        List.of("\"success\"", "\"error\"", "\"timeout\"", "\" success\"", "\"Success\"", "\"\""));
  }

  private String source() {
    return choices.pick(List.of("\"hook\"", "\"import\"", "\" import \"", "\"api\"", "\" \""));
  }

  private String member(String name, String value) {
    String spelled =
        choices.chance(2) ? "\\u%04x".formatted((int) name.charAt(0)) + name.substring(1) : name;
    return "\"" + spelled + "\"" + json.blank() + ":" + json.blank() + value;
  }

  /// Members in another order now and then, which also makes repeats overwrite each other.
  private String object(List<String> members) {
    List<String> ordered = new ArrayList<>(members);
    if (choices.chance(20)) {
      int from = choices.below(ordered.size());
      ordered.add(ordered.remove(from));
    }
    return "{" + json.blank() + String.join("," + json.blank(), ordered) + json.blank() + "}";
  }
}
