package dev.spikebench.parity.generate;

import java.util.ArrayList;
import java.util.List;

/// Targets with a query. Most are kept to the run's own events, so that answers can be compared.
final class QueryMaker {
  private static final List<String> PARAMETERS =
      List.of(
          "limit",
          "offset",
          "event_type",
          "tool_name",
          "branch",
          "model",
          "source",
          "since",
          "until",
          "agent_type",
          "session_id",
          "x",
          "Limit");
  private static final List<String> NUMBERS =
      List.of(
          "1",
          "2",
          "50",
          "1000",
          "0",
          "1001",
          "000000000000001",
          "0000000000000001",
          "-1",
          "%2B1",
          "1.0",
          "a",
          "%31",
          "",
          "+1",
          "999999999999999");
  private static final List<String> TIMES =
      List.of(
          "2000-01-01",
          "2999-01-01",
          "2000-01-01T00:00:00Z",
          "2000-01-01%2000:00:00",
          "2999-12-31T23:59:59.999%2B18:00",
          "2026-02-30",
          "now",
          "2000-01-01T24:00",
          "",
          "2000-01-01t00:00z",
          "2000-01-01T00:00:00.5",
          "%202000-01-01");
  private static final List<String> VALUES =
      List.of(
          "a",
          "main",
          "Bash",
          "b+c",
          "b%20c",
          "%C3%A9",
          "api",
          "import",
          "hook",
          "error",
          "tool_use",
          "no_such",
          "",
          "%20a",
          "A",
          "%00",
          "a%",
          "%FF",
          "agent-NONCE_00",
          "other-NONCE_00",
          "session-NONCE_00",
          "session-NONCE_00%20");

  private final ChoiceSource choices;

  QueryMaker(ChoiceSource choices) {
    this.choices = choices;
  }

  String events() {
    List<String> parts = new ArrayList<>();
    if (!choices.chance(10)) {
      parts.add(choices.pick(List.of("session_id=session-NONCE_00", "agent_type=agent-NONCE_00")));
    }
    for (int i = 0; i < 4 && choices.chance(55); i++) {
      parts.add(choices.span(this::parameter));
    }
    return "/api/events" + (parts.isEmpty() ? "" : "?") + String.join("&", parts);
  }

  String stats() {
    String extra = choices.chance(40) ? "&" + choices.span(this::parameter) : "";
    return "/api/stats?agent_type="
        + choices.pick(List.of("agent-NONCE_00", "other-NONCE_00"))
        + extra;
  }

  String stream() {
    return choices.pick(
        List.of(
            "",
            "?agent_type=agent-NONCE_00",
            "?event_type=error",
            "?agent_type=agent-NONCE_00&event_type=llm_request",
            "?agent_type=&event_type=",
            "?agent_type=%20agent-NONCE_00",
            "?event_type=tool_use&x=1"));
  }

  private String parameter() {
    String name = choices.pick(PARAMETERS);
    String value =
        switch (name) {
          case "limit", "offset", "Limit" -> choices.pick(NUMBERS);
          case "since", "until" -> choices.pick(TIMES);
          default -> choices.pick(VALUES);
        };
    return choices.chance(5) ? name : name + "=" + value;
  }
}
