package dev.spikebench.parity.naive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Parameters of one request.
final class NaiveQuery {
  static final List<String> FILTERS =
      List.of("agent_type", "event_type", "tool_name", "session_id", "branch", "model", "source");

  private final Set<Switch> on;
  private final Map<String, String> values = new HashMap<>();
  private String refused = "";

  NaiveQuery(Set<Switch> on, String query, List<String> known) {
    this.on = on;
    for (String part : query.split("&", -1)) {
      String[] sides = part.split("=", 2);
      String name = decoded(sides[0]);
      String value = sides.length > 1 ? decoded(sides[1]) : "";
      boolean counts = !value.isEmpty() || on.contains(Switch.EMPTY_PARAMETER_FINDS_NOTHING);
      if (known.contains(name) && counts) {
        take(name, value);
      }
    }
  }

  /// The name of a parameter that can't be used; empty where all can.
  String refused() {
    return refused;
  }

  int limit() {
    return (int) Math.min(1000, Math.max(1, Long.parseLong(values.getOrDefault("limit", "50"))));
  }

  long offset() {
    return Long.parseLong(values.getOrDefault("offset", "0"));
  }

  boolean matches(ObjectNode row) {
    Instant at = Instant.parse(row.path("created_at").asText().replace(' ', 'T') + "Z");
    return passes(row)
        && time("since").filter(since -> at.isBefore(since.toInstant())).isEmpty()
        && time("until").filter(until -> at.isAfter(until.toInstant())).isEmpty();
  }

  /// Whether the row passes the filters, times apart.
  boolean passes(ObjectNode row) {
    return FILTERS.stream()
        .filter(values::containsKey)
        .allMatch(
            name -> row.path(name).isTextual() && row.path(name).asText().equals(values.get(name)));
  }

  private void take(String name, String value) {
    boolean again = values.containsKey(name);
    if (again && on.contains(Switch.FIRST_PARAMETER_COUNTS)) {
      return;
    }
    String kept = on.contains(Switch.FILTERS_ARE_TRIMMED) ? value.strip() : value;
    values.put(name, kept);
    if (again || !usable(name, kept)) {
      refused = name;
    }
  }

  private boolean usable(String name, String value) {
    return switch (name) {
      case "limit" ->
          value.matches("[0-9]{1,15}")
              && (on.contains(Switch.LIMIT_IS_CLAMPED)
                  || (Long.parseLong(value) >= 1 && Long.parseLong(value) <= 1000));
      case "offset" -> value.matches("[0-9]{1,15}");
      case "since", "until" -> time(name).isPresent();
      default -> true;
    };
  }

  private Optional<OffsetDateTime> time(String name) {
    return Optional.ofNullable(values.get(name)).flatMap(new NaiveTimes(on)::ofQuery);
  }

  private String decoded(String text) {
    String plus = on.contains(Switch.PLUS_STAYS_A_PLUS) ? text.replace("+", "%2B") : text;
    return URLDecoder.decode(plus.replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), StandardCharsets.UTF_8);
  }
}
