package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `report` of the files that this repository keeps: comparisons, studies, a soak, a self-test.
class ReportCommandTest {

  static List<Path> keptFiles() throws IOException {
    Path results = TestTerminal.repository().resolve("results");
    try (Stream<Path> files = Files.list(results)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          // Those have no report of this command's, or are of no version of the layout.
          .filter(file -> !file.getFileName().toString().startsWith("parity-"))
          .filter(file -> !file.getFileName().toString().startsWith("calibration-"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("keptFiles")
  void checkTellsProgramsWhatIsInIt(Path file) throws IOException {
    TestTerminal terminal = TestTerminal.inRepository();

    assertThat(terminal.run("report", file.toString(), "--check", "--json")).isZero();

    JsonNode document = new ObjectMapper().readTree(terminal.out());
    assertThat(document.path("file").asText()).isEqualTo(file.toString());
    assertThat(document.path("wellFormed").asBoolean()).isTrue();
    assertThat(document.path("schemaVersion").asText()).matches("\\d+\\.\\d+\\.\\d+");
  }

  @ParameterizedTest
  @MethodSource("keptFiles")
  void checkTellsPeopleInOneLine(Path file) {
    TestTerminal terminal = TestTerminal.inRepository();

    assertThat(terminal.run("report", file.toString(), "--check")).isZero();

    assertThat(terminal.out()).startsWith(file + ": ").hasLineCount(1);
  }

  @Test
  void aKindWithoutACommittedReportIsNotPublished() throws IOException {
    Path soak =
        keptFiles().stream()
            .filter(file -> file.getFileName().toString().startsWith("soak-"))
            .findFirst()
            .orElseThrow();
    TestTerminal terminal = TestTerminal.inRepository();

    assertThat(terminal.run("report", soak.toString(), "--publish")).isEqualTo(2);

    assertThat(terminal.err()).contains("a result of kind soak has no committed report");
  }
}
