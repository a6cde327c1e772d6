package dev.spikebench.results.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;

/// Reads a kind of result file whose records are its schema: an unknown key is an error, and so is
/// any other version. Thread-safe.
///
/// @param <T> the record of the whole file
final class RecordReader<T> {
  private final ObjectReader reader;
  private final String version;
  private final String kind;
  private final String remedy;

  /// A reader.
  ///
  /// @param version the one version that is read
  /// @param kind what messages call such files
  /// @param remedy what to do about a damaged one
  RecordReader(Class<T> type, String version, String kind, String remedy) {
    this.reader =
        JsonText.MAPPER.readerFor(type).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    this.version = version;
    this.kind = kind;
    this.remedy = remedy;
  }

  /// Reads text; `place` names it in messages.
  ///
  /// @throws ResultFileException naming the place, when the text is damaged
  /// @throws UnsupportedVersionException when its layout is another
  T parse(String place, String json) {
    JsonNode document = JsonText.parse(place, json);
    String found = document.path("schemaVersion").asText();
    if (!version.equals(found)) {
      throw new UnsupportedVersionException(
          "%s: /schemaVersion is '%s', but this program reads %s of version %s"
              .formatted(place, found, kind, version));
    }
    try {
      return reader.readValue(document);
    } catch (JsonMappingException e) {
      throw new ResultFileException(
          "%s: %s: %s; the file was changed by hand or damaged, %s"
              .formatted(place, ResultFiles.pointer(e), ResultFiles.rootMessage(e), remedy),
          e);
    } catch (JsonProcessingException e) {
      throw new ResultFileException(place + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new ResultFileException(place + ": " + e, e);
    }
  }
}
