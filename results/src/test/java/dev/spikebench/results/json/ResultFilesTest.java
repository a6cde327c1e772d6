package dev.spikebench.results.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.results.ResultsException;
import dev.spikebench.results.Scenarios;
import dev.spikebench.results.model.BenchmarkResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultFilesTest {

  @TempDir private Path folder;

  @Test
  void everyScenarioComesBackAsItWas() {
    Scenarios.all()
        .forEach(
            (name, results) -> {
              Path file = folder.resolve(name + ".json");
              ResultFiles.write(file, results);
              BenchmarkResults read = ResultFiles.read(file);
              assertThat(read).as(name).isEqualTo(results);
              assertThat(ResultFiles.toJson(read)).isEqualTo(ResultFiles.toJson(results));
            });
  }

  @Test
  void numbersAreWrittenInTheirShortestPlainForm() {
    String json = ResultFiles.toJson(Scenarios.threeBackends());
    assertThat(json)
        .contains("\"logicalCpus\": {\n        \"value\": 8,")
        .contains("\"value\": 17179869184,")
        .doesNotContainPattern(": -?[0-9.]+E");
  }

  @Test
  void theBytesAreTheSameInEveryLanguageAndTimeZone() {
    String expected = ResultFiles.toJson(Scenarios.troubled());
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "de-DE")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(ResultFiles.toJson(Scenarios.troubled())).as(tag).isEqualTo(expected);
        assertThat(ResultFiles.parse(tag, expected)).isEqualTo(Scenarios.troubled());
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void aFailedWriteLeavesTheEarlierFileAndNoRemains() throws IOException {
    Path file = folder.resolve("benchmark-results.json");
    Files.createDirectories(file.resolve("in-the-way"));
    assertThatExceptionOfType(FileWriteException.class)
        .isThrownBy(() -> ResultFiles.write(file, Scenarios.oneIteration()))
        .withMessageContaining(file.toString())
        .withMessageContaining("--output")
        .matches(FileWriteException::placeWrong);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    assertThat(file.resolve("in-the-way")).isDirectory();
  }

  @Test
  @EnabledIf("fullDeviceIsThere")
  void aFullDiskIsNoWrongPlace() {
    FileWriteException full = new FileWriteException(Path.of("x"), faultOfTheFullDevice());
    assertThat(full).hasMessageContaining("No space left on device");
    assertThat(full.placeWrong()).isFalse();
  }

  static boolean fullDeviceIsThere() {
    return Files.exists(Path.of("/dev/full"));
  }

  /// What the system says where a disk is full.
  private static IOException faultOfTheFullDevice() {
    return catchThrowableOfType(
        IOException.class, () -> Files.writeString(Path.of("/dev/full"), "x"));
  }

  @Test
  void aSecondWriteReplacesTheFirst() {
    Path file = folder.resolve("deep/er/benchmark-results.json");
    ResultFiles.write(file, Scenarios.oneIteration());
    ResultFiles.write(file, Scenarios.oneBackend());
    assertThat(ResultFiles.read(file)).isEqualTo(Scenarios.oneBackend());
  }

  @Test
  void everyTruncationIsRefusedWithTheFilesName() throws IOException {
    String json = ResultFiles.toJson(Scenarios.oneIteration()).strip();
    Path file = folder.resolve("cut.json");
    for (int length = 0; length < json.length(); length += 97) {
      Files.writeString(file, json.substring(0, length));
      assertThatExceptionOfType(ResultFileException.class)
          .isThrownBy(() -> ResultFiles.read(file))
          .withMessageContaining("cut.json");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "null",
        "\"text\"",
        "{}",
        "{\"schemaVersion\":1}",
        "{\"schemaVersion\":\"x\"}",
        "{\"schemaVersion\":\"1.0.0\"}",
        "{\"schemaVersion\":\"1.0.0\",\"schemaVersion\":\"1.0.0\"}",
        "{\"schemaVersion\":\"1.0.0\",\"run\":NaN}",
        "{\"schemaVersion\":\"1.0.0\"} {}",
      })
  void whatIsNoResultIsRefused(String json) {
    assertThatExceptionOfType(ResultFileException.class)
        .isThrownBy(() -> ResultFiles.parse("here.json", json))
        .withMessageStartingWith("here.json");
  }

  @Test
  void deepNestingIsRefusedBeforeItCostsAnything() {
    String json = "{\"schemaVersion\":\"1.0.0\",\"run\":" + "[".repeat(100_000);
    assertThatExceptionOfType(ResultFileException.class)
        .isThrownBy(() -> ResultFiles.parse("deep.json", json))
        .withMessageContaining("depth");
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() throws IOException {
    Path file = Files.write(folder.resolve("bytes.json"), new byte[] {'{', (byte) 0xC3, '}'});
    assertThatExceptionOfType(ResultFileException.class)
        .isThrownBy(() -> ResultFiles.read(file))
        .withMessageContaining("UTF-8");
  }

  @Test
  void aMissingFileIsNamedWithWhatToDo() {
    assertThatExceptionOfType(ResultFileException.class)
        .isThrownBy(() -> ResultFiles.read(folder.resolve("none.json")))
        .withMessageContaining("none.json does not exist")
        .withMessageContaining("compare");
  }

  @Test
  void theResultOfSomethingElseIsNamedAsSuch() {
    String json = edited(it -> it.put("kind", "soak"));
    assertThatExceptionOfType(ResultFileException.class)
        .isThrownBy(() -> ResultFiles.parse("other.json", json))
        .withMessageContaining("other.json is the result of a soak, not of a comparison");
  }

  @Test
  void anotherMajorVersionIsRefusedAsSuch() {
    String json = edited(it -> it.put("schemaVersion", "2.0.0"));
    assertThatExceptionOfType(UnsupportedVersionException.class)
        .isThrownBy(() -> ResultFiles.parse("new.json", json))
        .withMessageContaining("2.0.0")
        .withMessageContaining("1.x");
  }

  @Test
  void aNewerMinorVersionIsReadWithoutItsNewKeys() {
    String json =
        edited(
            it -> {
              it.put("schemaVersion", "1.7.0");
              it.put("gate", "pass");
            });
    assertThat(ResultFiles.parse("newer.json", json).iterations())
        .isEqualTo(Scenarios.oneIteration().iterations());
  }

  @Test
  void unknownKeysAreNamedUnlessTheyBeginWithX() {
    assertThatExceptionOfType(ResultFileException.class)
        .isThrownBy(() -> ResultFiles.parse("f.json", edited(it -> it.put("sceen", 1))))
        .withMessageContaining("sceen");
    assertThat(ResultFiles.parse("f.json", edited(it -> it.put("x-mine", 1))))
        .isEqualTo(Scenarios.oneIteration());
  }

  @Test
  void aWrongTypeIsNamedByItsPointer() {
    String json =
        edited(it -> ((ObjectNode) it.at("/iterations/0/counts")).put("eventsSent", "many"));
    assertThatExceptionOfType(ResultFileException.class)
        .isThrownBy(() -> ResultFiles.parse("f.json", json))
        .withMessageContaining("/iterations/0/counts/eventsSent");
  }

  @Test
  void aContradictionIsNamedByItsPointer() {
    String json = edited(it -> ((ObjectNode) it.at("/iterations/0")).put("valid", false));
    assertThatExceptionOfType(ResultFileException.class)
        .isThrownBy(() -> ResultFiles.parse("f.json", json))
        .withMessageContaining("/iterations/0")
        .withMessageContaining("invalidReasons");
  }

  @Test
  void aChangedFingerprintIsNoticed() {
    String json =
        edited(
            it -> ((ObjectNode) it.at("/environment/fingerprint/fields")).put("kernel", "Linux 9"));
    assertThatExceptionOfType(ResultsException.class)
        .isThrownBy(() -> ResultFiles.parse("f.json", json))
        .withMessageContaining("/environment/fingerprint")
        .withMessageContaining("sha256");
  }

  private static String edited(Consumer<ObjectNode> edit) {
    JsonNode document = JsonText.parse("test", ResultFiles.toJson(Scenarios.oneIteration()));
    edit.accept((ObjectNode) document);
    return document.toString();
  }
}
