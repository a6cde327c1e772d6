package dev.spikebench.results.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.spikebench.results.soak.SoakResults;
import java.io.IOException;
import java.nio.file.Path;

/// Reads and writes the result files of soaks. Thread-safe.
public final class SoakFiles {
  private static final ObjectReader READER =
      JsonText.MAPPER
          .readerFor(SoakResults.class)
          .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private SoakFiles() {}

  /// The result as it stands in a file: the same bytes for the same value, on every system.
  public static String toJson(SoakResults results) {
    return JsonText.write(results);
  }

  /// Writes the result, whole or not at all.
  ///
  /// @throws FileWriteException when it cannot be written
  public static void write(Path file, SoakResults results) {
    WholeFiles.write(file, toJson(results));
  }

  /// Whether a file is the result of a soak rather than of something else.
  ///
  /// @throws ResultFileException naming the place, when it cannot be read or is no JSON
  public static boolean isSoak(Path file) {
    return SoakResults.KIND.equals(ResultFiles.kind(file));
  }

  /// Reads a result file.
  ///
  /// @throws ResultFileException naming the place, when the file cannot be read or is damaged
  public static SoakResults read(Path file) {
    return parse(file.toString(), ResultFiles.readText(file));
  }

  /// Reads a result from text; `place` names it in messages.
  ///
  /// @throws ResultFileException naming the place, when the text is damaged
  /// @throws UnsupportedVersionException when its layout is another
  public static SoakResults parse(String place, String json) {
    JsonNode document = JsonText.parse(place, json);
    String version = document.path("schemaVersion").asText();
    if (!SoakResults.SCHEMA_VERSION.equals(version)) {
      throw new UnsupportedVersionException(
          "%s: /schemaVersion is '%s', but this program reads soaks of version %s"
              .formatted(place, version, SoakResults.SCHEMA_VERSION));
    }
    try {
      return READER.readValue(document);
    } catch (JsonMappingException e) {
      throw new ResultFileException(
          "%s: %s: %s; the file was changed by hand or damaged, make it again"
              .formatted(place, ResultFiles.pointer(e), ResultFiles.rootMessage(e)),
          e);
    } catch (JsonProcessingException e) {
      throw new ResultFileException(place + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new ResultFileException(place + ": " + e, e);
    }
  }
}
