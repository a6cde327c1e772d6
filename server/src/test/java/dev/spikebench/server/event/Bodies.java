package dev.spikebench.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.server.event.ParsedEvent.Invalid;
import dev.spikebench.server.event.ParsedEvent.Valid;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Builds bodies as text and reads them with a parser of the default cap.
final class Bodies {
  static final int DEFAULT_CAP_BYTES = 10 * 1024;
  private static final EventParser PARSER = new EventParser(DEFAULT_CAP_BYTES);

  private Bodies() {}

  /// A valid event with further members, given as JSON text such as `"status":"error"`; they come
  /// last and so overwrite the required ones.
  static String eventWith(String members) {
    String required = "\"session_id\":\"s\",\"agent_type\":\"a\",\"event_type\":\"tool_use\"";
    return "{" + required + (members.isEmpty() ? "" : "," + members) + "}";
  }

  static ParsedEvent parse(String body) {
    return parse(utf8(body));
  }

  static ParsedEvent parse(byte[] body) {
    return PARSER.parseEvent(body, 0, body.length);
  }

  static ParsedBatch parseBatch(String body) {
    byte[] bytes = utf8(body);
    return PARSER.parseBatch(bytes, 0, bytes.length);
  }

  static IngestEvent valid(String body) {
    ParsedEvent parsed = parse(body);
    assertThat(parsed).as(abbreviated(body)).isInstanceOf(Valid.class);
    return ((Valid) parsed).event();
  }

  /// The errors as `field: message`.
  static List<String> errors(String body) {
    ParsedEvent parsed = parse(body);
    assertThat(parsed).as(abbreviated(body)).isInstanceOf(Invalid.class);
    return errors(parsed);
  }

  static List<String> errors(ParsedEvent parsed) {
    return switch (parsed) {
      case Valid valid -> List.of();
      case Invalid invalid ->
          invalid.errors().stream().map(e -> e.field() + ": " + e.message()).toList();
    };
  }

  static void assertMalformed(byte[] body) {
    assertThatThrownBy(() -> parse(body)).isInstanceOf(MalformedBodyException.class);
    assertThatThrownBy(() -> PARSER.parseBatch(body, 0, body.length))
        .isInstanceOf(MalformedBodyException.class);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String abbreviated(String body) {
    return body.length() > 300 ? body.substring(0, 300) + "…" : body;
  }
}
