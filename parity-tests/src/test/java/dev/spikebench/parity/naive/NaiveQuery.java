package dev.spikebench.parity.naive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
      if (on.contains(Switch.PARAMETERS_IN_ANY_CASE)) {
        name = name.toLowerCase(Locale.ROOT);
      }
      if (!name.isEmpty()
          && !known.contains(name)
          && on.contains(Switch.UNKNOWN_PARAMETERS_ARE_REFUSED)) {
        refused = name;
      }
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
    return (int)
        Math.min(
            1000,
            Math.max(
                1,
                Long.parseLong(
                    values.getOrDefault(
                        "limit", on.contains(Switch.A_PAGE_HAS_A_HUNDRED) ? "100" : "50"))));
  }

  long offset() {
    long given = Long.parseLong(values.getOrDefault("offset", "0"));
    return on.contains(Switch.OFFSET_COUNTS_PAGES) ? given * limit() : given;
  }

  boolean matches(ObjectNode row) {
    Instant at = Instant.parse(row.path("created_at").asText().replace(' ', 'T') + "Z");
    boolean exclusive = on.contains(Switch.SINCE_IS_EXCLUSIVE);
    return passes(row)
        && time("since")
            .filter(s -> at.isBefore(s.toInstant()) || (exclusive && at.equals(s.toInstant())))
            .isEmpty()
        && time("until").filter(until -> at.isAfter(until.toInstant())).isEmpty();
  }

  /// Whether the row passes the filters, times apart.
  boolean passes(ObjectNode row) {
    List<String> given = FILTERS.stream().filter(values::containsKey).toList();
    boolean any = on.contains(Switch.FILTERS_ARE_JOINED_BY_OR) && !given.isEmpty();
    return any
        ? given.stream().anyMatch(name -> has(row, name))
        : given.stream().allMatch(name -> has(row, name));
  }

  private boolean has(ObjectNode row, String name) {
    String value = row.path(name).asText();
    String wanted = String.valueOf(values.get(name));
    return row.path(name).isTextual()
        && (on.contains(Switch.FILTERS_FIND_BEGINNINGS)
            ? value.startsWith(wanted.substring(0, Math.min(4, wanted.length())))
            : value.equals(wanted));
  }

  private void take(String name, String value) {
    boolean again = values.containsKey(name);
    if (again && on.contains(Switch.FIRST_PARAMETER_COUNTS)) {
      return;
    }
    String kept = on.contains(Switch.FILTERS_ARE_TRIMMED) ? value.strip() : value;
    boolean number = name.equals("limit") || name.equals("offset");
    if (number && on.contains(Switch.NUMBERS_ARE_READ_LENIENTLY)) {
      kept = kept.replaceAll("[^0-9]", "").replaceFirst("^$", "1").replaceFirst("(.{15}).*", "$1");
    }
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
    if (on.contains(Switch.FRACTIONS_OF_QUERY_TIMES_ARE_CUT) && values.containsKey(name)) {
      values.put(name, String.valueOf(values.get(name)).replaceFirst("\\.[0-9]+", ""));
    }
    return Optional.ofNullable(values.get(name)).flatMap(new NaiveTimes(on)::ofQuery);
  }

  private String decoded(String text) {
    String plus = on.contains(Switch.PLUS_STAYS_A_PLUS) ? text.replace("+", "%2B") : text;
    return URLDecoder.decode(plus.replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), StandardCharsets.UTF_8);
  }
}
