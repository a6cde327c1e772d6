package dev.spikebench.parity.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A query string read by the contract's rules (QUERY-01 to QUERY-10).
///
/// @param values the known parameters that count as given
/// @param refused the names of the parameters that get 400, one of which the error must tell
/// @param undecodable whether an escape was bad, so that anything may come of it (DIFF-14)
record Query(Map<String, String> values, Set<String> refused, boolean undecodable) {
  static final List<String> LIST_PARAMETERS =
      List.of(
          "limit",
          "offset",
          "agent_type",
          "event_type",
          "tool_name",
          "session_id",
          "branch",
          "model",
          "source",
          "since",
          "until");
  static final List<String> STATS_PARAMETERS = List.of("agent_type", "since");
  static final List<String> STREAM_PARAMETERS = List.of("agent_type", "event_type");

  Query {
    values = Map.copyOf(values);
    refused = Collections.unmodifiableSet(new TreeSet<>(refused));
  }

  static Query parse(String text, List<String> known) {
    Map<String, String> values = new HashMap<>();
    Set<String> names = new HashSet<>();
    boolean undecodable = false;
    Set<String> refused = new TreeSet<>();
    for (String part : text.split("&", -1)) {
      int equals = part.indexOf('=');
      String rawName = equals < 0 ? part : part.substring(0, equals);
      String rawValue = equals < 0 ? "" : part.substring(equals + 1);
      undecodable |= !decodable(rawName) || !decodable(rawValue);
      String name = decode(rawName);
      String value = decode(rawValue);
      if (known.contains(name)) {
        if (!value.isEmpty() && !(names.add(name) && usable(name, value))) {
          refused.add(name);
        } else if (!value.isEmpty()) {
          values.put(name, value);
        }
      }
    }
    return new Query(values, refused, undecodable);
  }

  private static boolean usable(String name, String value) {
    return switch (name) {
      case "limit" -> value.matches("[0-9]{1,15}") && inRange(Long.parseLong(value));
      case "offset" -> value.matches("[0-9]{1,15}");
      case "since", "until" -> Timestamps.ofQuery(value).isPresent();
      default -> true;
    };
  }

  private static boolean inRange(long limit) {
    return limit >= 1 && limit <= 1000;
  }

  private static boolean decodable(String text) {
    if (!text.replaceAll("%[0-9A-Fa-f]{2}", "").contains("%")) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(text)));
        return true;
      } catch (CharacterCodingException notUtf8) {
        return false;
      }
    }
    return false;
  }

  private static String decode(String text) {
    return new String(bytes(text), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == '%' && text.substring(i).matches("(?s)%[0-9A-Fa-f]{2}.*")) {
        bytes.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.append(next == '+' ? ' ' : next);
      }
    }
    return bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
