package dev.spikebench.parity.naive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.client.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Rows and sessions in lists and maps. Thread-safe by one lock.
final class NaiveStore {
  private static final int LOST_ROWS = 5;

  private static final Comparator<String> BY_BYTES =
      (left, right) ->
          Arrays.compareUnsigned(
              left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

  private final Set<Switch> on;
  private final Consumer<ObjectNode> told;
  private final List<ObjectNode> rows = new ArrayList<>();
  private final Set<String> eventIds = new HashSet<>();
  private final Map<String, ObjectNode> sessions = new HashMap<>();

  /// @param told takes each row as it is stored, in order
  NaiveStore(Set<Switch> on, Consumer<ObjectNode> told) {
    this.on = on;
    this.told = told;
  }

  /// Stores a row; its id, or 0 where it is a duplicate.
  synchronized long store(ObjectNode row) {
    JsonNode eventId = row.path("event_id");
    if (eventId.isNull() && on.contains(Switch.NULL_EVENT_IDS_ARE_EQUAL)) {
      // For a session alone, so that the harness's own events are not lost.
      eventId = row.path("session_id").asText().equals("fence") ? eventId : row.path("session_id");
    }
    if (eventId.isTextual() && !eventIds.add(key(eventId.asText()))) {
      if (on.contains(Switch.DUPLICATE_IS_TOLD)) {
        told.accept(finished(row.deepCopy(), rows.size()));
      }
      if (on.contains(Switch.DUPLICATE_REACTIVATES)) {
        session(row).put("active", true);
      }
      return 0;
    }
    ObjectNode session = session(row);
    for (String name : List.of("branch", "project")) {
      if (row.path(name).isTextual()) {
        session.set(name, row.path(name));
      } else if (!on.contains(Switch.NOTHING_IS_INHERITED)) {
        row.set(name, session.path(name));
      }
    }
    boolean ends = row.path("event_type").asText().equals("session_end");
    boolean imported = row.path("source").asText().equals("import");
    session.put(
        "active",
        !(ends && !on.contains(Switch.SESSIONS_NEVER_END))
            && !(!session.path("active").asBoolean(true)
                && on.contains(Switch.ENDED_SESSIONS_STAY_ENDED))
            && !(imported && !on.contains(Switch.IMPORT_STAYS_ACTIVE)));
    rows.add(finished(row, rows.size() + 1));
    told.accept(row);
    return rows.size();
  }

  /// What is left after the process has ended and another has begun.
  synchronized void restarted() {
    if (on.contains(Switch.LAST_ROWS_ARE_LOST_BY_A_KILL)) {
      // More than one, since the last are the harness's own marks.
      rows.subList(Math.max(0, rows.size() - LOST_ROWS), rows.size()).clear();
    }
    if (on.contains(Switch.EVENT_IDS_ARE_FORGOTTEN_BY_A_KILL)) {
      eventIds.clear();
    }
  }

  /// Notes the id of an event that was rejected, as a wrong backend would.
  synchronized void rejected(ObjectNode row) {
    if (row.path("event_id").isTextual() && on.contains(Switch.REJECTED_CLAIMS_ITS_ID)) {
      eventIds.add(key(row.path("event_id").asText()));
    }
  }

  /// The rows that match, newest first.
  synchronized List<ObjectNode> list(Predicate<ObjectNode> matches) {
    List<ObjectNode> found = new ArrayList<>(rows.stream().filter(matches).toList());
    return on.contains(Switch.OLDEST_FIRST) ? found : found.reversed();
  }

  synchronized ObjectNode stats(Predicate<ObjectNode> matches) {
    List<ObjectNode> found = rows.stream().filter(matches).toList();
    ObjectNode stats = Json.object().put("total_events", found.size());
    long active = sessions.values().stream().filter(s -> s.path("active").asBoolean()).count();
    boolean fewer = on.contains(Switch.ENDED_SESSIONS_ARE_NOT_COUNTED);
    stats.put("active_sessions", active).put("total_sessions", fewer ? active : sessions.size());
    stats.put("total_tokens_in", sum(found, "tokens_in"));
    if (on.contains(Switch.STATS_ARE_TEXTS)) {
      stats.put("total_events", String.valueOf(found.size()));
    }
    stats.put("total_tokens_out", sum(found, "tokens_out"));
    stats.put(
        "total_cost_usd",
        found.stream()
            .mapToDouble(
                r ->
                    on.contains(Switch.COSTS_ARE_SUMMED_AS_FLOATS)
                        ? (float) r.path("cost_usd").asDouble()
                        : r.path("cost_usd").asDouble())
            .sum());
    breakdown(stats.putObject("tool_breakdown"), found, "tool_name");
    breakdown(stats.putObject("agent_breakdown"), found, "agent_type");
    breakdown(stats.putObject("model_breakdown"), found, "model");
    ArrayNode branches = stats.putArray("branches");
    Comparator<String> order =
        on.contains(Switch.BRANCHES_BY_CODE_UNITS) ? Comparator.naturalOrder() : BY_BYTES;
    texts(found, "branch").distinct().sorted(order).limit(1000).forEach(branches::add);
    return stats;
  }

  private void breakdown(ObjectNode into, List<ObjectNode> found, String column) {
    Map<String, Integer> counts = new HashMap<>();
    texts(found, column).forEach(name -> counts.merge(name, 1, Integer::sum));
    if (on.contains(Switch.STATS_COUNT_NULL) && counts.size() < found.size()) {
      counts.put("null", 1);
    }
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(BY_BYTES)))
        .limit(on.contains(Switch.BREAKDOWNS_HAVE_NO_LIMIT) ? Long.MAX_VALUE : 1000)
        .forEach(entry -> into.put(entry.getKey(), entry.getValue()));
  }

  private static Stream<String> texts(List<ObjectNode> found, String column) {
    return found.stream()
        .map(r -> r.path(column))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText);
  }

  private long sum(List<ObjectNode> found, String column) {
    long sum = 0;
    for (ObjectNode row : found) {
      long next = sum + row.path(column).asLong();
      sum = next < 0 && sum > 0 && !on.contains(Switch.SUMS_WRAP_AROUND) ? Long.MAX_VALUE : next;
    }
    return sum;
  }

  private ObjectNode session(ObjectNode row) {
    return sessions.computeIfAbsent(
        row.path("session_id").asText(),
        id -> {
          ObjectNode session = Json.object();
          session.putNull("branch");
          session.putNull("project");
          return session;
        });
  }

  private String key(String eventId) {
    return on.contains(Switch.EVENT_IDS_IN_ANY_CASE) ? eventId.toLowerCase(Locale.ROOT) : eventId;
  }

  private static ObjectNode finished(ObjectNode row, long id) {
    String now = Instant.now().toString();
    return row.put("id", id).put("created_at", now.substring(0, 10) + " " + now.substring(11, 19));
  }
}
