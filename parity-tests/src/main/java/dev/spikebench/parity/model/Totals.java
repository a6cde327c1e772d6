package dev.spikebench.parity.model;

import dev.spikebench.parity.json.JsonValue;
import dev.spikebench.parity.json.JsonValue.JsonArray;
import dev.spikebench.parity.json.JsonValue.JsonObject;
import dev.spikebench.parity.json.JsonValue.Member;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Statistics of the rows that match (STATS-01 to STATS-07). Sessions are those of the model alone.
final class Totals {
  private static final int MAX_NAMES = 1000;
  private static final BigDecimal MAX_TOTAL = BigDecimal.valueOf(Long.MAX_VALUE);

  private final List<Row> rows;

  private Totals(List<Row> rows) {
    this.rows = rows;
  }

  static JsonValue of(ModelStore store, Predicate<Row> matches) {
    Totals totals = new Totals(store.rows().stream().filter(matches).toList());
    List<Member> members = new ArrayList<>();
    members.add(member("total_events", JsonValue.number(totals.rows.size())));
    members.add(member("active_sessions", JsonValue.number(store.activeSessions())));
    members.add(member("total_sessions", JsonValue.number(store.sessions())));
    members.add(member("total_tokens_in", totals.sum("tokens_in")));
    members.add(member("total_tokens_out", totals.sum("tokens_out")));
    members.add(member("total_cost_usd", totals.cost()));
    members.add(member("tool_breakdown", totals.breakdown("tool_name")));
    members.add(member("agent_breakdown", totals.breakdown("agent_type")));
    members.add(member("model_breakdown", totals.breakdown("model")));
    members.add(member("branches", totals.branches()));
    return new JsonObject(members);
  }

  private JsonValue sum(String column) {
    BigDecimal sum =
        rows.stream()
            .map(row -> new BigDecimal(row.integer(column)))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new JsonValue.JsonNumber(sum.min(MAX_TOTAL).toPlainString());
  }

  private JsonValue cost() {
    double sum =
        rows.stream()
            .map(row -> Objects.requireNonNullElse(row.event().costUsd(), 0.0))
            .mapToDouble(Double::doubleValue)
            .sum();
    return Row.number(sum);
  }

  private JsonValue breakdown(String column) {
    Map<String, Integer> counts = new TreeMap<>(byUtf8());
    rows.stream()
        .map(row -> row.text(column))
        .filter(Objects::nonNull)
        .forEach(name -> counts.merge(name, 1, Integer::sum));
    return new JsonObject(
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(MAX_NAMES)
            .map(entry -> member(entry.getKey(), JsonValue.number(entry.getValue())))
            .toList());
  }

  private JsonValue branches() {
    return new JsonArray(
        rows.stream()
            .map(row -> row.text("branch"))
            .filter(Objects::nonNull)
            .distinct()
            .sorted(byUtf8())
            .limit(MAX_NAMES)
            .<JsonValue>map(JsonValue::string)
            .toList());
  }

  private static Comparator<String> byUtf8() {
    return (left, right) ->
        Arrays.compareUnsigned(
            left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  private static Member member(String name, JsonValue value) {
    return new Member(JsonValue.string(name), value);
  }
}
