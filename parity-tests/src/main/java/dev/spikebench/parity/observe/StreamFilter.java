package dev.spikebench.parity.observe;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// What a subscriber asked for, as far as an event can be made that passes.
///
/// @param agentType what passes; any where none was asked for
/// @param eventType likewise
record StreamFilter(String agentType, String eventType) {

  static StreamFilter of(String query) {
    Map<String, String> values = new TreeMap<>();
    for (String part : query.replaceFirst("^\\?", "").split("&", -1)) {
      String[] sides = part.split("=", 2);
      if (sides.length == 2 && !sides[1].isEmpty()) {
        values.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
      }
    }
    return new StreamFilter(
        values.getOrDefault("agent_type", "fence"), values.getOrDefault("event_type", "tool_use"));
  }

  /// Whether an event with just these values can be made.
  boolean canPass() {
    return agentType.equals(agentType.strip()) && eventType.matches("tool_use|error|llm_request");
  }
}
