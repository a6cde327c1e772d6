package dev.spikebench.parity.json;

import dev.spikebench.parity.json.JsonValue.JsonArray;
import dev.spikebench.parity.json.JsonValue.JsonNumber;
import dev.spikebench.parity.json.JsonValue.JsonObject;
import dev.spikebench.parity.json.JsonValue.JsonString;
import dev.spikebench.parity.json.JsonValue.JsonWord;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Writes values back as text.
public final class JsonWriter {
  private JsonWriter() {}

  /// Compact JSON: no white space, the shortest escapes, numbers as they were written, of repeated
  /// names the last.
  public static String compact(JsonValue value) {
    return write(value, false);
  }

  /// One text for all spellings of equal values: members in the order of their names, numbers as
  /// doubles.
  public static String canonical(JsonValue value) {
    return write(value, true);
  }

  private static String write(JsonValue value, boolean canonical) {
    return switch (value) {
      case JsonString text -> quoted(text.value());
      case JsonNumber number -> canonical ? canonicalNumber(number) : number.spelling();
      case JsonWord word -> word.name().toLowerCase(Locale.ROOT);
      case JsonArray array ->
          array.items().stream()
              .map(item -> write(item, canonical))
              .collect(Collectors.joining(",", "[", "]"));
      case JsonObject object -> object(object, canonical);
    };
  }

  private static String object(JsonObject object, boolean canonical) {
    Map<String, JsonValue> members = object.effective();
    return (canonical ? new TreeMap<>(members) : members)
        .entrySet().stream()
            .map(member -> quoted(member.getKey()) + ":" + write(member.getValue(), canonical))
            .collect(Collectors.joining(",", "{", "}"));
  }

  /// The double that a number counts as; −0 is 0.
  private static String canonicalNumber(JsonNumber number) {
    double value = number.value();
    if (value == 0) {
      return "0";
    }
    return Double.isInfinite(value)
        ? number.spelling()
        : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  private static String quoted(String value) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char next = value.charAt(i);
      int simple = "\"\\\b\f\n\r\t".indexOf(next);
      if (simple >= 0) {
        text.append('\\').append("\"\\bfnrt".charAt(simple));
      } else if (next < 0x20) {
        text.append("\\u%04x".formatted((int) next));
      } else {
        text.append(next);
      }
    }
    return text.append('"').toString();
  }
}
