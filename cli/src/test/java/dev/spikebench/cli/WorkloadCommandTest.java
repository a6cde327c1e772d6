package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String URL = "http://127.0.0.1:1";

  private final TestTerminal terminal = TestTerminal.inRepository();

  @TempDir Path folder;

  @Test
  void listSaysWhichQuestionEachWorkloadAnswers() {
    assertThat(terminal.run("workload", "list")).isZero();
    assertThat(terminal.out())
        .contains("spec ", "realistic-mix ", "What do random event ids cost")
        .doesNotContain("sha256");
  }

  @Test
  void listForScriptsHasTheHashOfEachDefinition() throws IOException {
    assertThat(terminal.run("workload", "list", "--json")).isZero();
    JsonNode document = JSON.readTree(terminal.out());

    assertThat(document.size()).isBetween(8, 9);
    assertThat(document.path("spec").path("definitionSha256").asText()).hasSize(64);
    assertThat(document.path("spec").path("loop").asText()).isEqualTo("closed");
    assertThat(document.path("open-loop").path("loop").asText()).isEqualTo("open");
  }

  @Test
  void whatShowPrintsIsAWorkloadFileOfTheSameWorkload() throws IOException {
    assertThat(terminal.run("workload", "show", "realistic-mix")).isZero();
    Path shown = Files.writeString(folder.resolve("realistic-mix.yaml"), terminal.out());
    assertThat(terminal.out()).contains("# 1,000 requests to /api/events/batch", "\"event_id\"");

    TestTerminal again = TestTerminal.inRepository();
    assertThat(again.run("workload", "show", shown.toString())).isZero();
    assertThat(again.out()).isEqualTo(terminal.out());
  }

  @Test
  void showForScriptsHasTheWholeDefinitionAndABody() throws IOException {
    assertThat(terminal.run("workload", "show", "duplicates", "--json")).isZero();
    JsonNode document = JSON.readTree(terminal.out());

    assertThat(document.path("definition").path("duplicateShare").doubleValue()).isEqualTo(0.3);
    assertThat(document.path("plannedDuplicates").longValue()).isBetween(5_700L, 6_300L);
    assertThat(document.path("exampleBody").path("events")).hasSize(50);
    assertThat(document.path("requests").longValue()).isEqualTo(400);
  }

  @Test
  void aWorkloadThatIsBegunIsValidAndIsNeverOverwritten() {
    String file = folder.resolve("ours.yaml").toString();
    assertThat(terminal.run("workload", "init", "--id", "ours", "-o", folder.toString())).isZero();
    assertThat(terminal.out()).contains("wrote " + file);
    assertThat(terminal.run("workload", "validate", file)).isZero();
    assertThat(terminal.out()).contains(file + ": valid");

    assertThat(terminal.run("workload", "init", "--id", "ours", "-o", folder.toString()))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(terminal.err()).contains("exists already");
  }

  @Test
  void validateNamesEveryProblemWithFileAndLine() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("bad.yaml"),
            "id: bad\nquestion: Is it?\nload:\n  events: none\n  rat: 5\nsesions: 3\n");

    assertThat(terminal.run("workload", "validate", file.toString()))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(terminal.err())
        .contains("error " + file + ":4: load.events: must be a whole number")
        .contains("error " + file + ":5: load.rat: unknown key; did you mean \"rate\"?")
        .contains("error " + file + ":6: sesions: unknown key; did you mean \"sessions\"?");

    TestTerminal scripts = TestTerminal.inRepository();
    assertThat(scripts.run("workload", "validate", "--json", file.toString()))
        .isEqualTo(ExitCode.USAGE.code());
    JsonNode document = JSON.readTree(scripts.out());
    assertThat(document.path("valid").booleanValue()).isFalse();
    assertThat(document.path("problems")).hasSize(3);
    assertThat(document.path("problems").path(0).path("line").intValue()).isEqualTo(4);
  }

  @Test
  void allWorkloadsThatShipAreValid() {
    assertThat(terminal.run("workload", "validate")).isZero();
    assertThat(terminal.out().lines())
        .hasSizeBetween(8, 9)
        .allMatch(line -> line.endsWith("valid"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "load --url http://127.0.0.1:1 --workload sepc | did you mean spec?",
        "load --url http://127.0.0.1:1 --workload no/such.yaml | does not exist",
        "load --url http://127.0.0.1:1 --workload single-event --batch-size 5 | batch size must be"
            + " 1",
        "compare --workload nothing --dry-run | must be one of duplicates",
        "workload show | NAME|FILE",
        "workload | list, show, init, validate",
        "workload init --id a/b | id must be",
      })
  void wrongUsageIsSaidAndEndsWithTwo(String line, String message) {
    assertThat(terminal.run(line.split(" "))).isEqualTo(ExitCode.USAGE.code());
    assertThat(terminal.err()).contains(message).doesNotContain("\tat ");
  }

  @Test
  void flagsWinOverTheFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("mine.yaml"),
            "id: mine\nquestion: Is it?\nload: {events: 1000, batchSize: 10, concurrency: 7}\n");

    assertThat(terminal.run("load", "--url", URL, "--workload", file.toString(), "--dry-run"))
        .isZero();
    assertThat(terminal.out())
        .contains("1,000 events in 100 requests", "over 7 connections", "workload mine,");

    TestTerminal changed = TestTerminal.inRepository();
    changed.run(
        "load", "--url", URL, "--workload", file.toString(), "-n", "30", "-c", "3", "--dry-run");
    assertThat(changed.out())
        .contains("300 events in 30 requests", "over 3 connections", "workload mine-custom,");
  }

  @Test
  void compareTakesAWorkloadByItsName() throws IOException {
    assertThat(terminal.run("compare", "--workload", "realistic-mix", "--dry-run", "--json"))
        .isZero();
    JsonNode document = JSON.readTree(terminal.out());

    assertThat(document.path("workload").asText()).isEqualTo("realistic-mix");
    assertThat(document.path("definitionSha256").asText()).hasSize(64);
  }
}
