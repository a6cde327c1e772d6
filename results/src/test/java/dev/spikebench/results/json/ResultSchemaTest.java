package dev.spikebench.results.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.results.Scenarios;
import dev.spikebench.results.model.BenchmarkResults;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ResultSchemaTest {

  private static final JsonNode SCHEMA = JsonText.parse("schema", ResultSchema.text());

  @Test
  void everyScenarioMatchesTheSchema() {
    for (Map.Entry<String, BenchmarkResults> scenario : Scenarios.all().entrySet()) {
      assertThat(ResultSchema.validate(ResultFiles.toJson(scenario.getValue())))
          .as(scenario.getKey())
          .isEmpty();
    }
  }

  @Test
  void everyFieldOfTheSchemaIsWrittenAndSomewhereNotNull() {
    Set<String> declared = new TreeSet<>();
    declared("", SCHEMA, declared);
    SCHEMA.path("$defs").properties().forEach(it -> declared(it.getKey(), it.getValue(), declared));
    Set<String> written = new TreeSet<>();
    for (BenchmarkResults results : SchemaFixtures.all()) {
      JsonNode document = JsonText.parse("fixture", ResultFiles.toJson(results));
      written("", SCHEMA, document, written);
    }
    assertThat(declared).hasSizeGreaterThan(80).contains("/run/seed", "fact/reason", "backend/id");
    assertThat(written).isEqualTo(declared);
  }

  @Test
  void theSchemaIsOfTheVersionThatIsWritten() {
    assertThat(SCHEMA.path("$id").asText()).endsWith(":" + BenchmarkResults.SCHEMA_VERSION);
    assertThat(SCHEMA.path("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
  }

  @Test
  void problemsNameTheirPlaceInEnglishWhateverTheSystemSpeaks() {
    JsonNode document = JsonText.parse("test", ResultFiles.toJson(Scenarios.oneIteration()));
    ((ObjectNode) document.at("/workload")).put("events", 0);
    Locale locale = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(ResultSchema.validate(document.toString()))
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.pointer()).isEqualTo("/workload/events");
                assertThat(it.message()).contains("must");
              });
    } finally {
      Locale.setDefault(locale);
    }
  }

  @Test
  void aMeasurementNeedsExactlyOneOfValueAndReason() {
    JsonNode document = JsonText.parse("test", ResultFiles.toJson(Scenarios.oneIteration()));
    ((ObjectNode) document.at("/environment/storage/syncLatencyNs")).put("reason", "both");
    assertThat(ResultSchema.validate(document.toString()))
        .isNotEmpty()
        .allSatisfy(
            it -> assertThat(it.pointer()).startsWith("/environment/storage/syncLatencyNs"));
  }

  /// Collects the places of all properties: pointers from the root or from a definition.
  private static void declared(String place, JsonNode schema, Set<String> into) {
    for (var property : schema.path("properties").properties()) {
      String below = place + "/" + property.getKey();
      into.add(below);
      declared(below, property.getValue(), into);
    }
    declaredBelow(place, schema.path("items"), into);
    declaredBelow(place, schema.path("additionalProperties"), into);
  }

  private static void declaredBelow(String place, JsonNode schema, Set<String> into) {
    if (schema.isObject()) {
      declared(place + "/*", schema, into);
    }
  }

  /// Collects the places of the document's values that are not null, named as in [#declared].
  private static void written(String place, JsonNode schema, JsonNode value, Set<String> into) {
    if (schema.has("$ref")) {
      String name = schema.path("$ref").asText().substring("#/$defs/".length());
      written(name, SCHEMA.path("$defs").path(name), value, into);
      return;
    }
    for (JsonNode item : value.isArray() ? value : List.<JsonNode>of()) {
      written(place + "/*", schema.path("items"), item, into);
    }
    for (var member : value.properties()) {
      JsonNode property = schema.path("properties").path(member.getKey());
      if (property.isMissingNode()) {
        written(place + "/*", schema.path("additionalProperties"), member.getValue(), into);
      } else if (!member.getValue().isNull()) {
        into.add(place + "/" + member.getKey());
        written(place + "/" + member.getKey(), property, member.getValue(), into);
      }
    }
  }
}
