package dev.spikebench.results.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.spikebench.results.growth.GrowthResults;
import java.io.IOException;
import java.nio.file.Path;

/// Reads and writes the result files of growth. Thread-safe.
public final class GrowthFiles {
  private static final ObjectReader READER =
      JsonText.MAPPER
          .readerFor(GrowthResults.class)
          .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private GrowthFiles() {}

  /// The result as it stands in a file: the same bytes for the same value, on every system.
  public static String toJson(GrowthResults results) {
    return JsonText.write(results);
  }

  /// Writes the result, whole or not at all.
  ///
  /// @throws FileWriteException when it cannot be written
  public static void write(Path file, GrowthResults results) {
    WholeFiles.write(file, toJson(results));
  }

  /// Whether a file is such a result rather than something else.
  ///
  /// @throws ResultFileException naming the place, when it cannot be read or is no JSON
  public static boolean isGrowth(Path file) {
    return GrowthResults.KIND.equals(ResultFiles.kind(file));
  }

  /// Reads a result file.
  ///
  /// @throws ResultFileException naming the place, when the file cannot be read or is damaged
  /// @throws UnsupportedVersionException when its layout is another
  public static GrowthResults read(Path file) {
    String place = file.toString();
    JsonNode document = JsonText.parse(place, ResultFiles.readText(file));
    String version = document.path("schemaVersion").asText();
    if (!GrowthResults.SCHEMA_VERSION.equals(version)) {
      throw new UnsupportedVersionException(
          "%s: /schemaVersion is '%s', but this program reads growth of version %s"
              .formatted(place, version, GrowthResults.SCHEMA_VERSION));
    }
    try {
      return READER.readValue(document);
    } catch (JsonMappingException e) {
      throw new ResultFileException(
          "%s: %s: %s; the file was changed by hand or damaged, measure again"
              .formatted(place, ResultFiles.pointer(e), ResultFiles.rootMessage(e)),
          e);
    } catch (JsonProcessingException e) {
      throw new ResultFileException(place + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new ResultFileException(place + ": " + e, e);
    }
  }
}
