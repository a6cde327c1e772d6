package dev.spikebench.parity.run;

import dev.spikebench.parity.json.JsonReader;
import dev.spikebench.parity.json.JsonValue;
import dev.spikebench.parity.json.JsonValue.JsonNumber;
import dev.spikebench.parity.json.JsonValue.JsonObject;
import dev.spikebench.parity.json.JsonValue.JsonString;
import dev.spikebench.parity.json.JsonValue.JsonWord;
import dev.spikebench.parity.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// In what two values are apart: a short text that stays while the values around it change.
final class Apart {
  private static final int SHORT = 40;

  private Apart() {}

  static String of(String left, String right) {
    try {
      if (JsonReader.read(payload(left)) instanceof JsonObject l
          && JsonReader.read(payload(right)) instanceof JsonObject r) {
        return String.join(", ", members(l, r));
      }
    } catch (MalformedJsonException noJson) {
      // Then by what the texts are.
    }
    return kind(left) + " / " + kind(right);
  }

  /// Messages are `event {…}`; the first one that is apart is looked at by its kind alone.
  private static String payload(String text) {
    return text.startsWith("event {") && text.indexOf('\n') < 0 ? text.substring(6) : text;
  }

  private static List<String> members(JsonObject left, JsonObject right) {
    Map<String, JsonValue> l = new TreeMap<>(left.effective());
    Map<String, JsonValue> r = new TreeMap<>(right.effective());
    TreeSet<String> names = new TreeSet<>(l.keySet());
    names.addAll(r.keySet());
    List<String> apart = new ArrayList<>();
    for (String name : names) {
      if (!String.valueOf(l.get(name)).equals(String.valueOf(r.get(name)))) {
        apart.add(name + " " + type(l.get(name)) + "/" + type(r.get(name)));
      }
    }
    return apart;
  }

  private static String type(@Nullable JsonValue value) {
    return switch (value) {
      case null -> "absent";
      case JsonString text -> "string";
      case JsonNumber number -> "number";
      case JsonWord word -> word.name();
      case JsonObject object -> "object";
      case JsonValue.JsonArray array -> "array";
    };
  }

  private static String kind(String text) {
    if (text.startsWith("event ") || text.isEmpty()) {
      return text.lines().count() + " messages";
    }
    return text.length() <= SHORT ? text : text.substring(0, SHORT);
  }
}
