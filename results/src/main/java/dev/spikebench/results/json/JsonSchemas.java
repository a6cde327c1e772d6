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
import java.util.Map;

/// The schemas that lie beside this class, and validation against them. Thread-safe.
final class JsonSchemas {

  private JsonSchemas() {}

  /// A schema's own text.
  static String text(String resource) {
    try (InputStream stream = JsonSchemas.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new ResultsException("the program's jar lacks " + resource + "; build it again");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ResultsException("cannot read " + resource + " from the program's jar", e);
    }
  }

  /// Compiles a schema.
  ///
  /// @param others schemas that it refers to, by their `$id`
  static Schema compile(String resource, Map<String, String> others) {
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(others))
        .getSchema(text(resource), InputFormat.JSON);
  }

  /// Where a document differs from the schema, in the document's order, each difference once.
  static List<SchemaProblem> validate(Schema schema, String json) {
    List<Error> errors =
        schema.validate(
            JsonText.parse("document", json).toString(),
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.locale(Locale.ENGLISH)));
    return errors.stream()
        .map(it -> new SchemaProblem(it.getInstanceLocation().toString(), it.getMessage()))
        .distinct()
        .toList();
  }
}
