package dev.spikebench.results.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// Documents of other tools' layouts as JSON: the same bytes for the same value. Thread-safe.
public final class PlainJson {

  private PlainJson() {}

  /// The document with two spaces of indent and a final line end.
  ///
  /// @param document maps, lists, texts, numbers and booleans
  public static String text(Object document) {
    return JsonText.write(document);
  }

  /// Reads a document of another layout as maps, lists, texts, numbers and booleans.
  ///
  /// @param place names it in messages
  /// @throws ResultFileException naming line and column, when it is no JSON
  public static Object parse(String place, String json) {
    JsonNode document = JsonText.parse(place, json);
    try {
      return Objects.requireNonNullElse(
          JsonText.MAPPER.treeToValue(document, Object.class), Map.of());
    } catch (JsonProcessingException e) {
      throw new ResultFileException(place + ": " + e.getOriginalMessage(), e);
    }
  }

  /// Reads the text of a file of another layout.
  ///
  /// @throws ResultFileException when it cannot be read or is no UTF-8
  public static String read(Path file) {
    return ResultFiles.readText(file);
  }
}
