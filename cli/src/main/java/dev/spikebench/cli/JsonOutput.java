package dev.spikebench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// Writes a command's one JSON document. Thread-safe.
public final class JsonOutput {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final JsonMapper ONE_LINE = JsonMapper.builder().build();

  private JsonOutput() {}

  /// Prints the document and a line end on standard output.
  ///
  /// @param document a record or map of plain values
  public static void print(Terminal terminal, Object document) {
    terminal.out().println(text(document));
    terminal.out().flush();
  }

  /// The plain values of a document that this program has made itself.
  public static Object parse(String json) {
    try {
      return MAPPER.readValue(json, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was rendered is no JSON", e);
    }
  }

  /// The document as indented JSON, members in the order of declaration.
  public static String text(Object document) {
    return write(MAPPER, document);
  }

  /// The document as JSON on one line.
  public static String line(Object document) {
    return write(ONE_LINE, document);
  }

  private static String write(JsonMapper mapper, Object document) {
    try {
      return mapper.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + document.getClass() + " as JSON", e);
    }
  }
}
