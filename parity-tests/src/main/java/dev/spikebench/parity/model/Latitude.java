package dev.spikebench.parity.model;

import dev.spikebench.parity.json.JsonValue;
import dev.spikebench.parity.json.JsonValue.JsonArray;
import dev.spikebench.parity.json.JsonValue.JsonNumber;
import dev.spikebench.parity.json.JsonValue.JsonObject;
import dev.spikebench.parity.json.JsonValue.JsonString;
import dev.spikebench.parity.json.JsonValue.Member;
import java.util.stream.Stream;

/// What a body holds that a backend may take or call malformed, as it likes (DIFF-03 to DIFF-06).
///
/// @param difference the first permitted difference that applies; empty for none
/// @param mustBeMalformed whether nobody may take it
record Latitude(String difference, boolean mustBeMalformed) {
  private static final int SURE_DEPTH = 100;
  private static final int SURE_NUMBER_LENGTH = 1_000;
  private static final int SURE_NAME_LENGTH = 50_000;

  static Latitude of(JsonValue body, boolean batch) {
    if (metadata(body, batch).anyMatch(Latitude::overflows)) {
      return new Latitude("DIFF-06", true);
    }
    return new Latitude(difference(body), false);
  }

  private static String difference(JsonValue body) {
    if (body.depth() > SURE_DEPTH) {
      return "DIFF-03";
    }
    if (body.all().anyMatch(Latitude::isTooLong)) {
      return "DIFF-04";
    }
    if (body.all().anyMatch(value -> value instanceof JsonString s && s.hasLoneSurrogate())) {
      return "DIFF-05";
    }
    return body.all().anyMatch(Latitude::overflows) ? "DIFF-06" : "";
  }

  /// The body with U+FFFD in place of each lone surrogate.
  JsonValue replaced(JsonValue value) {
    return switch (value) {
      case JsonString text -> replaced(text);
      case JsonArray array -> new JsonArray(array.items().stream().map(this::replaced).toList());
      case JsonObject object ->
          new JsonObject(
              object.members().stream()
                  .map(member -> new Member(replaced(member.name()), replaced(member.value())))
                  .toList());
      default -> value;
    };
  }

  private static JsonString replaced(JsonString text) {
    if (!text.hasLoneSurrogate()) {
      return text;
    }
    StringBuilder value = new StringBuilder();
    text.value()
        .codePoints()
        .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
        .forEach(value::appendCodePoint);
    return new JsonString(value.toString(), true);
  }

  private static boolean isTooLong(JsonValue value) {
    return switch (value) {
      case JsonNumber number -> number.spelling().length() > SURE_NUMBER_LENGTH;
      case JsonObject object ->
          object.members().stream()
              .anyMatch(member -> member.name().value().length() > SURE_NAME_LENGTH);
      default -> false;
    };
  }

  private static boolean overflows(JsonValue value) {
    return value instanceof JsonNumber number && Double.isInfinite(number.value());
  }

  /// All that lies in metadata and counts: of a repeated member the last alone, there too.
  private static Stream<JsonValue> metadata(JsonValue body, boolean batch) {
    Stream<JsonValue> events =
        !batch
            ? Stream.of(body)
            : body instanceof JsonObject object
                    && object.get("events").orElse(body) instanceof JsonArray items
                ? items.items().stream()
                : Stream.of();
    return events
        .flatMap(event -> event instanceof JsonObject o ? o.get("metadata").stream() : Stream.of())
        .flatMap(Latitude::counting);
  }

  private static Stream<JsonValue> counting(JsonValue value) {
    return switch (value) {
      case JsonObject object -> object.effective().values().stream().flatMap(Latitude::counting);
      case JsonArray array -> array.items().stream().flatMap(Latitude::counting);
      default -> Stream.of(value);
    };
  }
}
