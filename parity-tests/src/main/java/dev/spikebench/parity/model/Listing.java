package dev.spikebench.parity.model;

import dev.spikebench.parity.json.JsonWriter;
import dev.spikebench.parity.model.Expected.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Answers to queries (LIST-01 to LIST-10, STATS-01 to STATS-07).
final class Listing {
  private static final List<String> FILTERS =
      List.of("agent_type", "event_type", "tool_name", "session_id", "branch", "model", "source");
  private static final Instant FAR_FUTURE = Instant.parse("2200-01-01T00:00:00Z");
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  private final ModelStore store;
  private final String nonce;
  private final Query query;
  private final Instant createdAt;

  Listing(ModelStore store, String nonce, Query query, Instant createdAt) {
    this.store = store;
    this.nonce = nonce;
    this.query = query;
    this.createdAt = createdAt;
  }

  Expected events(Map<String, String> fields) {
    if (!speaksOfItsOwnRows()) {
      return new Expected(200, Reading.SOME_LIST, "list", fields, "");
    }
    List<Row> rows = new ArrayList<>(store.rows().stream().filter(this::matches).toList());
    Collections.reverse(rows);
    int limit = Integer.parseInt(query.values().getOrDefault("limit", "50"));
    long offset = Long.parseLong(query.values().getOrDefault("offset", "0"));
    String page =
        rows.stream()
            .skip(offset)
            .limit(limit)
            .map(row -> JsonWriter.canonical(row.json()))
            .collect(Collectors.joining(",", "[", "]"));
    String body = "{\"events\":" + page + ",\"total\":" + rows.size() + "}";
    return new Expected(200, Reading.JSON, body, fields, "");
  }

  Expected stats(Map<String, String> fields) {
    if (!speaksOfItsOwnRows()) {
      return new Expected(200, Reading.SOME_STATS, "stats", fields, "");
    }
    String body = JsonWriter.canonical(Totals.of(store, this::matches));
    return new Expected(200, Reading.STATS, body, fields, "");
  }

  /// Whether no row of anybody else can match.
  private boolean speaksOfItsOwnRows() {
    String eventType = query.values().getOrDefault("event_type", EventRules.EVENT_TYPES.getFirst());
    return FILTERS.stream().anyMatch(f -> query.values().getOrDefault(f, "").contains(nonce))
        || !EventRules.EVENT_TYPES.contains(eventType)
        || since().isAfter(FAR_FUTURE)
        || until().isBefore(LONG_AGO);
  }

  private boolean matches(Row row) {
    boolean filtered =
        FILTERS.stream()
            .allMatch(
                name ->
                    !query.values().containsKey(name)
                        || Objects.equals(query.values().get(name), row.text(name)));
    return filtered && !createdAt.isBefore(since()) && !createdAt.isAfter(until());
  }

  private Instant since() {
    return Timestamps.ofQuery(query.values().getOrDefault("since", "")).orElse(Instant.MIN);
  }

  private Instant until() {
    return Timestamps.ofQuery(query.values().getOrDefault("until", "")).orElse(Instant.MAX);
  }
}
