package dev.spikebench.results.json;

import com.networknt.schema.Schema;
import java.util.List;
import java.util.Map;

/// The published JSON Schema (2020-12) of a gate's file, and validation against it. What a gate
/// shares with a comparison it takes from [ResultSchema]. Thread-safe.
public final class GateSchema {

  /// Name of the resource that holds the schema, beside this class.
  public static final String RESOURCE = "gate-results.schema.json";

  private GateSchema() {}

  /// Holds the compiled schema; made on first use.
  private static final class Compiled {

    static final Schema SCHEMA =
        JsonSchemas.compile(RESOURCE, Map.of(ResultSchema.ID, ResultSchema.text()));

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
