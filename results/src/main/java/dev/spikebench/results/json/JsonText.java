package dev.spikebench.results.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.DatabaseFacts;
import dev.spikebench.results.model.Direction;
import dev.spikebench.results.model.GateFault;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateVerdict;
import dev.spikebench.results.model.Interference;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.MetricKind;
import dev.spikebench.results.model.Microbenchmark;
import dev.spikebench.results.model.OpenRun;
import dev.spikebench.results.model.RawRates;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.model.SourceState;
import dev.spikebench.results.model.StreamCounts;
import dev.spikebench.results.model.WorkloadParameters;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Jackson, set up so that the same value always gives the same bytes and a hostile file is refused
/// before it costs memory.
final class JsonText {

  /// Deepest nesting that is read; the layout itself has six levels.
  static final int MAX_DEPTH = 64;

  /// Longest single text that is read, in characters; a histogram has some ten thousand.
  static final int MAX_STRING_LENGTH = 8 * 1024 * 1024;

  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_STRING_LENGTH)
                          .maxNameLength(1_000)
                          .maxNumberLength(400)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                  .build())
          .addModule(new JavaTimeModule())
          .addModule(new SimpleModule().addSerializer(Double.class, new PlainDouble()))
          .addMixIn(RunStatus.class, AsText.class)
          .addMixIn(Direction.class, AsText.class)
          .addMixIn(MetricKind.class, AsText.class)
          .addMixIn(GateMetric.class, AsText.class)
          .addMixIn(GateFault.Kind.class, AsText.class)
          .addMixIn(GateVerdict.class, AsText.class)
          .addMixIn(WorkloadParameters.class, LaterKeys.class)
          .addMixIn(Iteration.class, LaterIterationKeys.class)
          .addMixIn(BenchmarkResults.class, LaterResultKeys.class)
          .addMixIn(BackendFacts.class, LaterBackendKeys.class)
          .addMixIn(BackendSummary.class, LaterBackendKeys.class)
          .addMixIn(RawRates.class, LaterRateKeys.class)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          // Keys of a newer minor version are ignored; those of this one are held by the schema.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectWriter WRITER =
      MAPPER.writer(
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private JsonText() {}

  /// Parses a document; `place` names it in messages.
  static JsonNode parse(String place, String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      String where =
          location == null
              ? ""
              : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
      throw new ResultFileException(
          place + " is not a usable JSON document" + where + ": " + e.getOriginalMessage(), e);
    }
  }

  /// Writes a value with two spaces of indent, LF line ends and a final line end.
  static String write(Object value) {
    try {
      return WRITER.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new ResultFileException(
          "cannot write the result as JSON: " + e.getOriginalMessage(), e);
    }
  }

  /// Makes an enum appear as its text.
  private interface AsText {
    @JsonValue
    String text();
  }

  /// Keys that files of earlier versions lack, and that are not written where there is nothing to
  /// say, so that such a file is still written as it was.
  interface LaterKeys {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable String definitionSha256();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable Map<String, Object> definition();
  }

  /// The same of the whole.
  interface LaterResultKeys {
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    List<OpenRun> openRuns();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    List<Microbenchmark> microbenchmarks();
  }

  /// The same of an iteration.
  interface LaterIterationKeys {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable StreamCounts stream();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable DatabaseFacts database();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable Interference interference();
  }

  /// The same of a backend.
  interface LaterBackendKeys {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable RawRates rawRates();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable SourceState source();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable List<String> command();
  }

  /// The same of raw rates.
  interface LaterRateKeys {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable Measurement manyRowInsertsPerSecond();
  }

  /// Writes a double in its shortest plain form: `250`, not `250.0` or `2.5E2`.
  private static final class PlainDouble extends JsonSerializer<Double> {

    @Override
    public void serialize(Double value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      generator.writeNumber(new BigDecimal(value.toString()).stripTrailingZeros());
    }
  }
}
