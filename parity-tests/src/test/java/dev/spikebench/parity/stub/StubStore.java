package dev.spikebench.parity.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.client.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What the stub keeps: as much of an event as the cases look at. Thread-safe.
final class StubStore {
  private final Set<Fault> faults;
  private final List<ObjectNode> rows = new ArrayList<>();
  private final Set<String> eventIds = new HashSet<>();

  StubStore(Set<Fault> faults) {
    this.faults = faults;
  }

  /// The messages of an event's errors, field and message in turn; empty where it is valid.
  List<List<String>> errors(JsonNode event) {
    List<List<String>> errors = new ArrayList<>();
    if (!event.isObject()) {
      return List.of(List.of("body", "must be a JSON object"));
    }
    require(event, "session_id", errors);
    if (!faults.contains(Fault.AGENT_TYPE_IS_OPTIONAL)) {
      require(event, "agent_type", errors);
    }
    if (!faults.contains(Fault.EVENT_TYPE_IS_OPTIONAL)) {
      require(event, "event_type", errors);
    }
    boolean firstOnly = faults.contains(Fault.FIRST_ERROR_ONLY) && !errors.isEmpty();
    return firstOnly ? errors.subList(0, 1) : errors;
  }

  /// Stores a valid event; its id, or nothing where it is a duplicate.
  synchronized OptionalLong store(JsonNode event) {
    Optional<String> eventId = eventIdOf(event);
    boolean known = eventId.isPresent() && !eventIds.add(eventId.get());
    if (known && !faults.contains(Fault.DUPLICATES_ARE_STORED)) {
      return OptionalLong.empty();
    }
    ObjectNode row = event.deepCopy();
    rows.add(row.put("id", rows.size() + 1));
    return OptionalLong.of(rows.size());
  }

  synchronized ObjectNode row(long id) {
    return rows.get((int) id - 1).deepCopy();
  }

  /// The statistics of the events of `agentType`, of all where it is empty.
  synchronized ObjectNode stats(String agentType) {
    List<ObjectNode> matching = faults.contains(Fault.STATS_STAND_STILL) ? List.of() : rows;
    if (!agentType.isEmpty() && !faults.contains(Fault.STATS_IGNORE_FILTER)) {
      matching =
          matching.stream()
              .filter(row -> row.path("agent_type").asText().equals(agentType))
              .toList();
    }
    return stats(matching);
  }

  private ObjectNode stats(List<ObjectNode> matching) {
    ObjectNode stats = Json.object().put("total_events", matching.size());
    stats.put("active_sessions", rows.isEmpty() ? 0 : 1).put("total_sessions", 1);
    double start = faults.contains(Fault.TOTALS_ARE_PAST_EXACT_DOUBLES) ? 0x1p60 : 0;
    stats.put("total_tokens_in", start + sum(matching, "tokens_in"));
    stats.put("total_tokens_out", sum(matching, "tokens_out")).put("total_cost_usd", 0.0);
    ObjectNode tools = stats.putObject("tool_breakdown");
    for (JsonNode row : matching) {
      String tool = row.path("tool_name").asText();
      tools.put(tool, tools.path(tool).asLong() + 1);
    }
    stats.putObject("agent_breakdown").put("parity-suite", matching.size());
    stats.putObject("model_breakdown");
    if (!faults.contains(Fault.STATS_WITHOUT_BRANCHES)) {
      ArrayNode branches = stats.putArray("branches");
      branches.add("main");
    }
    if (faults.contains(Fault.STATS_COUNT_AS_TEXT)) {
      stats.put("total_events", Integer.toString(matching.size()));
    }
    return stats;
  }

  private Optional<String> eventIdOf(JsonNode event) {
    JsonNode eventId = event.path("event_id");
    if (eventId.isTextual()) {
      return Optional.of(eventId.asText());
    }
    return faults.contains(Fault.NULL_IS_AN_EVENT_ID) ? Optional.of("null") : Optional.empty();
  }

  private static void require(JsonNode event, String field, List<List<String>> errors) {
    if (!event.path(field).isTextual()) {
      errors.add(List.of(field, "must be a string"));
    }
  }

  private static long sum(List<ObjectNode> rows, String field) {
    return rows.stream().mapToLong(row -> row.path(field).asLong()).sum();
  }
}
