package dev.spikebench.results.json;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.spikebench.results.ResultsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// The published JSON Schema (2020-12) of the result file, and validation against it. Thread-safe.
public final class ResultSchema {

  /// Name of the resource that holds the schema, beside this class.
  public static final String RESOURCE = "benchmark-results.schema.json";

  private ResultSchema() {}

  /// Holds the compiled schema; made on first use, since compiling it costs more than reading a
  /// file.
  private static final class Compiled {

    static final Schema SCHEMA =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text(), InputFormat.JSON);

    private Compiled() {}
  }

  /// The schema's own text.
  public static String text() {
    try (InputStream stream = ResultSchema.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new ResultsException("the program's jar lacks " + RESOURCE + "; build it again");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ResultsException("cannot read " + RESOURCE + " from the program's jar", e);
    }
  }

  /// Where a document differs from the schema, in the document's order; empty where it does not.
  /// The messages are in English whatever the system's language.
  ///
  /// @throws ResultsException when the text is no JSON at all
  public static List<SchemaProblem> validate(String json) {
    List<Error> errors =
        Compiled.SCHEMA.validate(
            JsonText.parse("document", json).toString(),
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.locale(Locale.ENGLISH)));
    return errors.stream().map(ResultSchema::toProblem).distinct().toList();
  }

  private static SchemaProblem toProblem(Error error) {
    return new SchemaProblem(error.getInstanceLocation().toString(), error.getMessage());
  }
}
