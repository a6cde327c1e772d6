package dev.spikebench.results.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.results.Scenarios;
import dev.spikebench.results.StudyScenarios;
import dev.spikebench.results.model.StudyResults;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyFilesTest {

  @TempDir private Path folder;

  @Test
  void aStudyIsReadAsItWasWritten() {
    StudyResults study = StudyScenarios.two().rawRate("rust-axum", 90_000).build();
    Path file = folder.resolve("study-results.json");
    StudyFiles.write(file, study);
    assertThat(StudyFiles.read(file)).isEqualTo(study);
    assertThat(StudyFiles.toJson(StudyFiles.read(file))).isEqualTo(StudyFiles.toJson(study));
  }

  @Test
  void aGapIsWrittenAndRead() {
    StudyResults study = StudyScenarios.two().without("rust-axum").build();
    assertThat(StudyFiles.parse("test", StudyFiles.toJson(study))).isEqualTo(study);
  }

  @Test
  void theKindTellsAStudyFromAComparison() throws Exception {
    Path study = folder.resolve("a.json");
    StudyFiles.write(study, StudyScenarios.two().build());
    Path comparison = folder.resolve("b.json");
    ResultFiles.write(comparison, Scenarios.oneIteration());
    Path list = Files.writeString(folder.resolve("c.json"), "[1]");
    assertThat(ResultFiles.kind(study)).isEqualTo(StudyResults.KIND);
    assertThat(ResultFiles.kind(comparison)).isNotEqualTo(StudyResults.KIND);
    assertThat(ResultFiles.kind(list)).isNotEqualTo(StudyResults.KIND);
  }

  /// Each damage is named with its place, also where it hides in a part that comparisons share.
  @ParameterizedTest
  @CsvSource({
    "/design, confidence, 2, /design/confidence",
    "/design, surprise, 1, /design",
    "/run, seed, -1, /run/seed",
    "/cells/0/measurement, round, 0, /cells/0/measurement/round",
    "/cells/0/measurement/counts, eventsSent, -1, /cells/0/measurement/counts/eventsSent",
    "/cells/0/levels, strategy, 7, /cells/0/levels/strategy",
    "/workloads/0, events, 0, /workloads/0/events",
    "/backends/1/parity, passed, -1, /backends/1/parity/passed"
  })
  void damageIsNamedWithItsPlace(String parent, String key, int value, String place) {
    JsonNode document =
        JsonText.parse("test", StudyFiles.toJson(StudyScenarios.two().rounds(1).build()));
    ((ObjectNode) document.at(parent)).put(key, value);
    assertThatExceptionOfType(ResultFileException.class)
        .isThrownBy(() -> StudyFiles.parse("a file", document.toString()))
        .withMessageStartingWith("a file does not match the schema:")
        .withMessageContaining(place);
  }

  @Test
  void aCellOutsideTheDesignIsRefused() {
    JsonNode document =
        JsonText.parse("test", StudyFiles.toJson(StudyScenarios.two().rounds(1).build()));
    ((ObjectNode) document.at("/cells/2/levels")).put("strategy", "per-batch");
    assertThatExceptionOfType(ResultFileException.class)
        .isThrownBy(() -> StudyFiles.parse("a file", document.toString()))
        .withMessageContaining("cells[2].levels");
  }

  @Test
  void theSameCellTwiceInARoundIsRefused() {
    JsonNode document =
        JsonText.parse("test", StudyFiles.toJson(StudyScenarios.two().rounds(1).build()));
    ((ObjectNode) document.at("/cells/1")).set("levels", document.at("/cells/0/levels"));
    ((ObjectNode) document.at("/cells/1/measurement"))
        .set("backendId", document.at("/cells/0/measurement/backendId"));
    assertThatExceptionOfType(ResultFileException.class)
        .isThrownBy(() -> StudyFiles.parse("a file", document.toString()))
        .withMessageContaining("given once in round 1");
  }

  @Test
  void anotherMajorVersionIsRefused() {
    JsonNode document = JsonText.parse("test", StudyFiles.toJson(StudyScenarios.two().build()));
    ((ObjectNode) document).put("schemaVersion", "2.0.0");
    assertThatExceptionOfType(UnsupportedVersionException.class)
        .isThrownBy(() -> StudyFiles.parse("a file", document.toString()))
        .withMessageContaining("2.0.0");
  }

  @Test
  void theSchemaIsOfTheVersionThatIsWritten() {
    JsonNode schema = JsonText.parse("schema", StudySchema.text());
    assertThat(schema.path("$id").asText()).endsWith(":" + StudyResults.SCHEMA_VERSION);
  }

  @Test
  void everyPartThatTheSchemaRequiresIsWritten() {
    JsonNode schema = JsonText.parse("schema", StudySchema.text());
    JsonNode document =
        JsonText.parse("test", StudyFiles.toJson(StudyScenarios.two().rounds(1).build()));
    for (JsonNode key : schema.path("required")) {
      assertThat(document.has(key.asText())).as(key.asText()).isTrue();
      ObjectNode without = document.deepCopy();
      without.remove(key.asText());
      assertThatExceptionOfType(ResultFileException.class)
          .as(key.asText())
          .isThrownBy(() -> StudyFiles.parse("a file", without.toString()));
    }
  }
}
