package dev.spikebench.results.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.results.model.BenchmarkResults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads and writes result files. Thread-safe; two writers of one file leave one of the two whole.
public final class ResultFiles {

  /// Largest file that is read, in bytes.
  public static final long MAX_FILE_BYTES = 256L * 1024 * 1024;

  private static final Pattern VERSION =
      Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})\\.[0-9]{1,4}");
  private static final int MAX_PROBLEMS_NAMED = 5;

  private ResultFiles() {}

  /// The result as it stands in a file: the same bytes for the same value, on every system.
  public static String toJson(BenchmarkResults results) {
    return JsonText.write(results);
  }

  /// Writes the result. The file appears whole or not at all: an earlier file stays as it was until
  /// the new one is on disk.
  ///
  /// @throws ResultFileException when it cannot be written
  public static void write(Path file, BenchmarkResults results) {
    WholeFiles.write(file, toJson(results));
  }

  /// Reads a result file.
  ///
  /// @throws ResultFileException when the file cannot be read or is damaged
  /// @throws UnsupportedVersionException when its layout is of another major version
  public static BenchmarkResults read(Path file) {
    return parse(file.toString(), readText(file));
  }

  /// Reads a result from text; `place` names it in messages.
  ///
  /// @throws ResultFileException when the text is damaged
  /// @throws UnsupportedVersionException when its layout is of another major version
  public static BenchmarkResults parse(String place, String json) {
    JsonNode document = JsonText.parse(place, json);
    String kind = document.path("kind").asText();
    if (!kind.isEmpty()) {
      throw new ResultFileException(
          "%s is the result of a %s, not of a comparison; `report` reads it"
              .formatted(place, kind));
    }
    return convert(
        place,
        document,
        json,
        BenchmarkResults.class,
        BenchmarkResults.SCHEMA_VERSION,
        ResultSchema::validate);
  }

  /// The same for another layout.
  ///
  /// @param ownVersion the version of the layout that this program writes
  /// @param validate finds where a document differs from the layout's schema
  static <T> T parse(
      String place,
      String json,
      Class<T> type,
      String ownVersion,
      Function<String, List<SchemaProblem>> validate) {
    return convert(place, JsonText.parse(place, json), json, type, ownVersion, validate);
  }

  private static <T> T convert(
      String place,
      JsonNode document,
      String json,
      Class<T> type,
      String ownVersion,
      Function<String, List<SchemaProblem>> validate) {
    if (isOfThisLayout(place, document, ownVersion)) {
      checkSchema(place, validate.apply(json));
    }
    try {
      return JsonText.MAPPER.treeToValue(document, type);
    } catch (JsonMappingException e) {
      throw new ResultFileException(
          "%s: %s: %s; the file was changed by hand or damaged, make it again"
              .formatted(place, pointer(e), rootMessage(e)),
          e);
    } catch (JsonProcessingException e) {
      throw new ResultFileException(place + ": " + e.getOriginalMessage(), e);
    }
  }

  /// What a file says that it is, as studies and soaks do; empty where it says nothing, as
  /// comparisons do.
  ///
  /// @throws ResultFileException when it cannot be read or is no JSON
  public static String kind(Path file) {
    return JsonText.parse(file.toString(), readText(file)).path("kind").asText();
  }

  static String readText(Path file) {
    try {
      long size = Files.size(file);
      if (size > MAX_FILE_BYTES) {
        throw new ResultFileException(
            "%s has %d bytes, more than the %d that are read; is it a result file?"
                .formatted(file, size, MAX_FILE_BYTES));
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (NoSuchFileException e) {
      throw new ResultFileException(
          file + " does not exist; name a benchmark-results.json that `compare` has written", e);
    } catch (CharacterCodingException e) {
      throw new ResultFileException(file + " is not UTF-8 text; is it a result file?", e);
    } catch (IOException e) {
      throw new ResultFileException("cannot read " + file + ": " + e, e);
    }
  }

  /// Whether the schema at hand describes the document; a newer minor version has keys it lacks.
  private static boolean isOfThisLayout(String place, JsonNode document, String ownVersion) {
    JsonNode version = document.path("schemaVersion");
    Matcher parts = VERSION.matcher(version.asText());
    if (!version.isTextual() || !parts.matches()) {
      throw new ResultFileException(
          place + ": /schemaVersion is missing or no version; is it a result file?");
    }
    Matcher own = VERSION.matcher(ownVersion);
    if (!own.matches()) {
      throw new IllegalStateException("the layout's own version is no version: " + ownVersion);
    }
    if (!own.group(1).equals(parts.group(1))) {
      throw new UnsupportedVersionException(
          "%s: /schemaVersion is %s, but this program reads versions %s.x; use a program of its time"
              .formatted(place, version.asText(), own.group(1)));
    }
    return Integer.parseInt(parts.group(2)) <= Integer.parseInt(own.group(2));
  }

  private static void checkSchema(String place, List<SchemaProblem> problems) {
    if (problems.isEmpty()) {
      return;
    }
    StringBuilder message = new StringBuilder(place).append(" does not match the schema:");
    problems.stream()
        .limit(MAX_PROBLEMS_NAMED)
        .forEach(
            it -> message.append("\n  ").append(it.pointer()).append(": ").append(it.message()));
    if (problems.size() > MAX_PROBLEMS_NAMED) {
      message.append("\n  and ").append(problems.size() - MAX_PROBLEMS_NAMED).append(" more");
    }
    throw new ResultFileException(message.toString());
  }

  static String pointer(JsonMappingException exception) {
    StringBuilder pointer = new StringBuilder();
    for (JsonMappingException.Reference step : exception.getPath()) {
      String name = step.getFieldName();
      pointer.append('/').append(name == null ? Integer.toString(step.getIndex()) : name);
    }
    return pointer.isEmpty() ? "the document" : pointer.toString();
  }

  static String rootMessage(JsonMappingException exception) {
    Throwable cause = exception.getCause();
    return cause instanceof IllegalArgumentException
        ? String.valueOf(cause.getMessage())
        : exception.getOriginalMessage();
  }
}
