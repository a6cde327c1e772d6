package dev.spikebench.parity.compare;

import dev.spikebench.parity.json.JsonReader;
import dev.spikebench.parity.json.JsonValue;
import dev.spikebench.parity.json.JsonValue.JsonArray;
import dev.spikebench.parity.json.JsonValue.JsonNumber;
import dev.spikebench.parity.json.JsonValue.JsonObject;
import dev.spikebench.parity.json.JsonValue.JsonString;
import dev.spikebench.parity.json.JsonValue.Member;
import dev.spikebench.parity.json.JsonWriter;
import dev.spikebench.parity.json.MalformedJsonException;
import dev.spikebench.parity.model.Expected;
import dev.spikebench.parity.observe.Answer;
import dev.spikebench.parity.observe.Trace;
import dev.spikebench.parity.script.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads answers into comparable text: ids renamed, times checked and renamed, spellings unified. A
/// name given twice, which a library would tidy away, is kept as a difference.
final class AnswerReader {
  private static final Set<String> SPELLED_OUT =
      Set.of("Invalid event payload", "Expected { events: [...] }", "SSE client limit reached");
  private static final Set<String> COMPARED_MEMBERS = Set.of("error", "details", "max_clients");

  private final Names names;
  private final Trace trace;

  AnswerReader(Names names, Trace trace) {
    this.names = names;
    this.trace = trace;
  }

  /// The body, read as the expected answer's kind demands where the status is the expected one.
  FacetValue body(Expected expected, Answer answer) {
    String raw = answer.body().replace(trace.nonce(), Scenario.NONCE);
    return new FacetValue(
        switch (expected.reading()) {
          case ANYTHING -> "";
          case EMPTY -> answer.body();
          case CONNECTED -> connected(answer.body());
          default -> json(expected, answer);
        },
        raw);
  }

  /// The fields that the contract speaks of, one a line.
  String fields(Expected expected, Answer answer) {
    Map<String, String> seen = new TreeMap<>();
    if (answer.status() != 204) {
      put(seen, "content-type", mediaType(answer.field("Content-Type")));
    }
    put(seen, "access-control-allow-origin", answer.field("Access-Control-Allow-Origin"));
    put(seen, "access-control-allow-methods", words(answer, "Access-Control-Allow-Methods"));
    put(seen, "access-control-allow-headers", words(answer, "Access-Control-Allow-Headers"));
    put(seen, "access-control-allow-credentials", answer.field("Access-Control-Allow-Credentials"));
    for (String name : List.of("cache-control", "x-accel-buffering", "retry-after")) {
      if (expected.fields().containsKey(name)) {
        put(seen, name, answer.field(name).toLowerCase(Locale.ROOT));
      }
    }
    if (expected.fields().containsKey("vary") && words(answer, "Vary").contains("origin")) {
      seen.put("vary", "origin");
    }
    if (expected.fields().containsKey("allow")) {
      put(seen, "allow", words(answer, "Allow").toUpperCase(Locale.ROOT));
    }
    return lines(seen);
  }

  /// Fields as one text.
  static String lines(Map<String, String> fields) {
    List<String> lines = new ArrayList<>();
    fields.forEach((name, value) -> lines.add(name + ": " + value));
    return String.join("\n", lines);
  }

  /// Rows and messages: JSON with ids renamed and times checked.
  String renamed(String bytes) {
    try {
      JsonValue value = JsonReader.readBytes(bytes);
      return repeats(value) + JsonWriter.canonical(rename(value, ""));
    } catch (MalformedJsonException notJson) {
      return "no JSON: " + bytes;
    }
  }

  private String json(Expected expected, Answer answer) {
    JsonValue value;
    try {
      value = JsonReader.readBytes(answer.body());
    } catch (MalformedJsonException notJson) {
      return "no JSON: " + answer.body();
    }
    String renamed = repeats(value) + JsonWriter.canonical(rename(value, ""));
    return switch (expected.reading()) {
      case ERROR, ERROR_NAMING -> error(value, expected);
      case HEALTH -> Shapes.isHealth(value) ? "health" : renamed;
      case SOME_LIST -> Shapes.isList(value) ? "list" : renamed;
      case SOME_STATS -> Shapes.isStats(value) ? "stats" : renamed;
      case STATS -> repeats(value) + JsonWriter.canonical(relative(value));
      case JSON -> value instanceof JsonObject o ? withoutFurtherMembers(o) : renamed;
      case ANYTHING, EMPTY, CONNECTED -> renamed;
    };
  }

  /// Statistics with the sessions that were there before taken off.
  String stats(String bytes) {
    try {
      JsonValue value = JsonReader.readBytes(bytes);
      return repeats(value) + JsonWriter.canonical(relative(value));
    } catch (MalformedJsonException notJson) {
      return "no JSON: " + bytes;
    }
  }

  private JsonValue relative(JsonValue value) {
    if (!(value instanceof JsonObject stats)) {
      return value;
    }
    List<Member> members = new ArrayList<>();
    for (Member member : stats.members()) {
      long before =
          switch (member.name().value()) {
            case "total_sessions" -> trace.before().total();
            case "active_sessions" -> trace.before().active();
            default -> 0;
          };
      members.add(
          before != 0 && member.value() instanceof JsonNumber number
              ? new Member(member.name(), JsonValue.number((long) number.value() - before))
              : member);
    }
    return new JsonObject(members);
  }

  private static String error(JsonValue value, Expected expected) {
    if (value instanceof JsonObject object
        && object.get("error").orElse(value) instanceof JsonString text
        && !text.value().isEmpty()
        && !SPELLED_OUT.contains(text.value())) {
      boolean named =
          expected.reading() != Expected.Reading.ERROR_NAMING
              || List.of(expected.body().split(" or ", -1)).stream()
                  .anyMatch(text.value()::contains);
      return named ? expected.body() : "an error that does not say which: " + text.value();
    }
    return "no error of one's own wording: " + JsonWriter.canonical(value);
  }

  /// Beside an `error` further members are permitted.
  private String withoutFurtherMembers(JsonObject object) {
    JsonValue shown =
        object.get("error").isEmpty()
            ? object
            : new JsonObject(
                object.members().stream()
                    .filter(member -> COMPARED_MEMBERS.contains(member.name().value()))
                    .toList());
    return repeats(object) + JsonWriter.canonical(rename(shown, ""));
  }

  private JsonValue rename(JsonValue value, String name) {
    return switch (value) {
      case JsonObject object ->
          new JsonObject(
              object.members().stream()
                  .map(m -> new Member(m.name(), rename(m.value(), m.name().value())))
                  .toList());
      case JsonArray array ->
          new JsonArray(array.items().stream().map(item -> rename(item, name)).toList());
      case JsonNumber number when name.equals("id") || name.equals("ids") ->
          JsonValue.string(names.of(number));
      case JsonString text when name.equals("created_at") ->
          JsonValue.string(Times.storedAt(text.value(), trace));
      default -> value;
    };
  }

  private String connected(String frame) {
    String data = frame.replaceFirst("^data: ", "");
    boolean framed = frame.matches("(?s)data: [^\\r\\n]*\\n\\n");
    try {
      boolean told =
          JsonReader.readBytes(data.strip()) instanceof JsonObject message
              && message.get("type").equals(Optional.of(JsonValue.string("connected")))
              && message.get("timestamp").orElse(message) instanceof JsonString time
              && Times.isUtcInstant(time.value());
      return framed && told ? "connected" : frame;
    } catch (MalformedJsonException notJson) {
      return frame;
    }
  }

  private static String repeats(JsonValue value) {
    boolean repeated = value.all().anyMatch(v -> v instanceof JsonObject o && o.hasRepeats());
    return repeated ? "a member is repeated: " : "";
  }

  private static String mediaType(String value) {
    String compact = value.replace(" ", "").toLowerCase(Locale.ROOT);
    return compact.replace(";charset=utf-8", "");
  }

  private static String words(Answer answer, String name) {
    Set<String> words = new TreeSet<>();
    for (String word : answer.field(name).split(",", -1)) {
      words.add(word.strip().toLowerCase(Locale.ROOT));
    }
    return String.join(", ", words);
  }

  private static void put(Map<String, String> fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.put(name, value);
    }
  }
}
