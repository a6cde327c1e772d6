package dev.spikebench.results.json;

import com.networknt.schema.Schema;
import dev.spikebench.results.model.BenchmarkResults;
import java.util.List;
import java.util.Map;

/// The published JSON Schema (2020-12) of the result file, and validation against it. Thread-safe.
public final class ResultSchema {

  /// Name of the resource that holds the schema, beside this class.
  public static final String RESOURCE = "benchmark-results.schema.json";

  /// What other schemas refer to it by.
  static final String ID = "urn:spikebench:benchmark-results:" + BenchmarkResults.SCHEMA_VERSION;

  private ResultSchema() {}

  /// Holds the compiled schema; made on first use, since compiling it costs more than reading a
  /// file.
  private static final class Compiled {

    static final Schema SCHEMA = JsonSchemas.compile(RESOURCE, Map.of());

    private Compiled() {}
  }

  /// The schema's own text.
  public static String text() {
    return JsonSchemas.text(RESOURCE);
  }

  /// Where a document differs from the schema, in the document's order; empty where it does not.
  /// The messages are in English whatever the system's language.
  ///
  /// @throws dev.spikebench.results.ResultsException when the text is no JSON at all
  public static List<SchemaProblem> validate(String json) {
    return JsonSchemas.validate(Compiled.SCHEMA, json);
  }
}
