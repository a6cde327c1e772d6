package dev.spikebench.results.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.results.Scenarios;
import dev.spikebench.results.gate.GateConclusions;
import dev.spikebench.results.gate.GateFixtures;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateFault;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.report.GateReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateFilesTest {

  @TempDir private Path folder;

  private static GateResults session() {
    GateResults session = GateFixtures.same().slices(2, 1).requests(40).build();
    return session.concluded(GateConclusions.of(session));
  }

  @Test
  void aSessionIsReadAsItWasWritten() {
    GateResults session = session();
    Path file = folder.resolve("gate-results.json");
    GateFiles.write(file, session);
    assertThat(GateFiles.read(file)).isEqualTo(session);
    assertThat(GateFiles.toJson(GateFiles.read(file))).isEqualTo(GateFiles.toJson(session));
    assertThat(ResultFiles.kind(file)).isEqualTo(GateResults.KIND);
    Path comparison = folder.resolve("b.json");
    ResultFiles.write(comparison, Scenarios.oneIteration());
    assertThat(ResultFiles.kind(comparison)).isNotEqualTo(GateResults.KIND);
  }

  @Test
  void whatFailedIsWrittenAndRead() {
    GateResults failed =
        GateFixtures.same()
            .epochs(0)
            .fault(GateFault.Kind.UNAVAILABLE, GateArm.CANDIDATE, "it did not start")
            .incomparable("They differ.")
            .build();
    GateResults ended = failed.concluded(GateConclusions.of(failed));
    assertThat(GateFiles.parse("test", GateFiles.toJson(ended))).isEqualTo(ended);
  }

  @ParameterizedTest
  @CsvSource({
    "/design, confidencePerLook, 2, /design/confidencePerLook",
    "/design, surprise, 1, /design",
    "/run, seed, -1, /run/seed",
    "/slices/3, epoch, 0, /slices/3/epoch",
    "/slices/3, arm, 7, /slices/3/arm",
    "/slices/3/counts, eventsSent, -1, /slices/3/counts/eventsSent",
    "/launches/1, place, 0, /launches/1/place",
    "/conclusion, verdict, 1, /conclusion/verdict"
  })
  void damageIsNamedWithItsPlace(String parent, String key, int value, String place) {
    JsonNode document = JsonText.parse("test", GateFiles.toJson(session()));
    ((ObjectNode) document.at(parent)).put(key, value);
    assertThatExceptionOfType(ResultFileException.class)
        .isThrownBy(() -> GateFiles.parse("a file", document.toString()))
        .withMessageStartingWith("a file does not match the schema:")
        .withMessageContaining(place);
  }

  @Test
  void aMissingSliceInTheMiddleAndOneGivenTwiceAreRefused() {
    JsonNode missing = JsonText.parse("test", GateFiles.toJson(session()));
    ((ArrayNode) missing.at("/slices")).remove(4);
    assertThatExceptionOfType(ResultFileException.class)
        .isThrownBy(() -> GateFiles.parse("a file", missing.toString()))
        .withMessageContaining("slices of the one before are missing");
    JsonNode twice = JsonText.parse("test", GateFiles.toJson(session()));
    ((ObjectNode) twice.at("/slices/1")).set("arm", twice.at("/slices/0/arm"));
    assertThatExceptionOfType(ResultFileException.class)
        .isThrownBy(() -> GateFiles.parse("a file", twice.toString()))
        .withMessageContaining("slices[1].arm")
        .withMessageContaining("given once in its sub-round");
  }

  @Test
  void sidesOfOneNameThatAreStartedInAnotherWayAreNamed() {
    GateResults session =
        GateFixtures.same()
            .slices(2, 0)
            .requests(40)
            .commands(List.of("java", "-jar", "server.jar"), List.of("dist/bin/server"))
            .build();
    assertThat(GateFiles.parse("test", GateFiles.toJson(session))).isEqualTo(session);
    assertThat(GateReport.summary(session))
        .contains(
            "Both sides are java-undertow, but they are started by different commands, java -jar"
                + " server.jar and dist/bin/server");
    GateResults alike =
        GateFixtures.same().slices(2, 0).requests(40).commands(List.of("a"), List.of("a")).build();
    assertThat(GateReport.summary(alike)).doesNotContain("different commands");
  }

  @Test
  void anotherMajorVersionIsRefused() {
    JsonNode document = JsonText.parse("test", GateFiles.toJson(session()));
    ((ObjectNode) document).put("schemaVersion", "2.0.0");
    assertThatExceptionOfType(UnsupportedVersionException.class)
        .isThrownBy(() -> GateFiles.parse("a file", document.toString()))
        .withMessageContaining("2.0.0");
  }

  @Test
  void everyPartThatTheSchemaRequiresIsWritten() {
    JsonNode schema = JsonText.parse("schema", GateSchema.text());
    assertThat(schema.path("$id").asText()).endsWith(":" + GateResults.SCHEMA_VERSION);
    JsonNode document = JsonText.parse("test", GateFiles.toJson(session()));
    for (JsonNode key : schema.path("required")) {
      assertThat(document.has(key.asText())).as(key.asText()).isTrue();
      ObjectNode without = document.deepCopy();
      without.remove(key.asText());
      assertThatExceptionOfType(ResultFileException.class)
          .as(key.asText())
          .isThrownBy(() -> GateFiles.parse("a file", without.toString()));
    }
  }

  @Test
  void reportsHaveTheSameBytesEverywhereAndEscapeWhatTheyPrint() {
    GateResults hostile =
        GateFixtures.same().slices(2, 0).requests(40).incomparable(Scenarios.HOSTILE_NAME).build();
    String html = GateReport.html(hostile);
    String markdown = GateReport.markdown(hostile);
    assertThat(html).doesNotContain("<script>").contains("&lt;script&gt;");
    assertThat(markdown).doesNotContain("Evil | <script>");
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
      assertThat(GateReport.html(hostile)).isEqualTo(html);
      assertThat(GateReport.markdown(hostile)).isEqualTo(markdown);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }
}
