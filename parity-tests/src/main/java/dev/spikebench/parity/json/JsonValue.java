package dev.spikebench.parity.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One JSON value as it was written. Immutable.
public sealed interface JsonValue {

  /// A string.
  ///
  /// @param value the characters it stands for; lone surrogates stay
  /// @param oddlyEscaped whether an escape was used that JSON does not need, or a longer one
  record JsonString(String value, boolean oddlyEscaped) implements JsonValue {
    /// Whether a surrogate without its other half is among the characters.
    public boolean hasLoneSurrogate() {
      return value.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    }
  }

  /// A number.
  ///
  /// @param spelling as it was written
  record JsonNumber(String spelling) implements JsonValue {
    /// The nearest double; infinite where the number is beyond a double's range.
    public double value() {
      return Double.parseDouble(spelling);
    }
  }

  /// `true`, `false` and `null`.
  enum JsonWord implements JsonValue {
    /// `true`.
    TRUE,
    /// `false`.
    FALSE,
    /// `null`.
    NULL
  }

  /// An array.
  record JsonArray(List<JsonValue> items) implements JsonValue {
    /// Copies the items.
    public JsonArray {
      items = List.copyOf(items);
    }
  }

  /// A member of an object.
  record Member(JsonString name, JsonValue value) {}

  /// An object with all members in the order written, repeats included.
  record JsonObject(List<Member> members) implements JsonValue {
    /// Copies the members.
    public JsonObject {
      members = List.copyOf(members);
    }

    /// The members that count: of a repeated name the last value, at the first one's place.
    public Map<String, JsonValue> effective() {
      Map<String, JsonValue> last = new LinkedHashMap<>();
      members.forEach(member -> last.put(member.name().value(), member.value()));
      return last;
    }

    /// The value that counts for `name`.
    public Optional<JsonValue> get(String name) {
      return Optional.ofNullable(effective().get(name));
    }

    /// Whether a name is given more than once.
    public boolean hasRepeats() {
      return effective().size() < members.size();
    }
  }

  /// This value and all below it, names as strings among them.
  default Stream<JsonValue> all() {
    return switch (this) {
      case JsonArray array ->
          Stream.concat(Stream.of(this), array.items().stream().flatMap(JsonValue::all));
      case JsonObject object ->
          Stream.concat(
              Stream.of(this),
              object.members().stream()
                  .flatMap(
                      member -> Stream.concat(Stream.of(member.name()), member.value().all())));
      case JsonString text -> Stream.of(text);
      case JsonNumber number -> Stream.of(number);
      case JsonWord word -> Stream.of(word);
    };
  }

  /// How many arrays and objects lie within each other; 0 for a scalar.
  default int depth() {
    List<JsonValue> children = new ArrayList<>();
    switch (this) {
      case JsonArray array -> children.addAll(array.items());
      case JsonObject object -> object.members().forEach(member -> children.add(member.value()));
      case JsonString text -> {
        return 0;
      }
      case JsonNumber number -> {
        return 0;
      }
      case JsonWord word -> {
        return 0;
      }
    }
    return 1 + children.stream().mapToInt(JsonValue::depth).max().orElse(0);
  }

  /// A string with nothing odd about its spelling.
  static JsonString string(String value) {
    return new JsonString(value, false);
  }

  /// A whole number.
  static JsonNumber number(long value) {
    return new JsonNumber(Long.toString(value));
  }
}
