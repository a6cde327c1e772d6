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

class StudyCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestTerminal terminal = TestTerminal.inRepository();

  @TempDir private Path folder;

  @Test
  void aDryRunSaysWhatWouldBeMeasuredAndTouchesNothing() {
    Path output = folder.resolve("study");
    assertThat(terminal.run("study", "--dry-run", "--seed", "7", "-o", output.toString())).isZero();
    assertThat(terminal.out())
        .contains("strategy     per-event, per-batch, group")
        .contains("synchronous  NORMAL, FULL")
        .contains("every ratio gets an exact interval at 95%: that takes 6 rounds")
        .contains("seed 7")
        .contains("time: at most about");
    assertThat(output).doesNotExist();
  }

  /// One backend, so that the numbers do not depend on what is installed.
  @Test
  void thePlanForScriptsCountsTheMeasurements() throws IOException {
    assertThat(
            terminal.run(
                "study",
                "--dry-run",
                "--json",
                "-b",
                stub().toString(),
                "--strategy",
                "group,per-event",
                "--synchronous",
                "FULL",
                "--subscribers",
                "0,20",
                "--rounds",
                "3"))
        .isZero();
    JsonNode plan = JSON.readTree(terminal.out());
    assertThat(plan.path("measurements").intValue()).isEqualTo(2 * 1 * 2 * 2 * 3);
    assertThat(plan.path("factors").path("strategy").toString())
        .isEqualTo("[\"group\",\"per-event\"]");
    assertThat(plan.path("factors").path("subscribers").toString()).isEqualTo("[\"0\",\"20\"]");
    assertThat(plan.path("estimatedSeconds").intValue()).isPositive();
  }

  @Test
  void fewRoundsAreSaidToHaveNoIntervals() throws IOException {
    assertThat(terminal.run("study", "--dry-run", "-b", stub().toString(), "--rounds", "5"))
        .isZero();
    assertThat(terminal.out()).contains("no ratio gets an interval at 95%: that takes 6 rounds");
  }

  @ParameterizedTest
  @CsvSource({
    "--strategy, fast, there is no 'fast'",
    "--strategy, 'group,group', a level is given twice",
    "--synchronous, full, 'only OFF, NORMAL, FULL'",
    "--ids, uuid, 'only spec, random-ids'",
    "--subscribers, -1, must be between 0 and 10000",
    "--subscribers, many, many",
    "--rounds, 0, must be between 1 and 1000",
    "--events, 0, events",
    "--seed, -1, --seed must be between",
    "--backend, none-such, no backend 'none-such'"
  })
  void aWrongValueIsRefusedWithTheRightOnes(String option, String value, String message) {
    assertThat(terminal.run("study", "--dry-run", option, value)).isEqualTo(2);
    assertThat(terminal.err()).contains(message);
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void nothingCanBeResumedWhereNothingWasInterrupted() {
    assertThat(terminal.run("study", "--resume", folder.toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("nothing to resume").contains(folder.toString());
  }

  @Test
  void aResumedStudyTakesNoDesignOfItsOwn() {
    assertThat(terminal.run("study", "--resume", folder.toString(), "--rounds", "9")).isEqualTo(2);
    assertThat(terminal.err()).contains("leave --rounds out");
  }

  @Test
  void aDamagedJournalIsNamed() throws IOException {
    Files.writeString(folder.resolve("study-results.partial.json"), "{\"kind\":\"study\"");
    assertThat(terminal.run("study", "--resume", folder.toString())).isNotZero();
    assertThat(terminal.err()).contains("study-results.partial.json").doesNotContain("\tat ");
  }

  private Path stub() throws IOException {
    return Files.writeString(
        folder.resolve("backend.yaml"),
        """
        id: stub
        name: Stub
        language: none
        framework: none
        start:
          command: ["${java}", -version]
        health: /api/health
        size:
          application: ["${java}"]
        durability:
          journalMode: WAL
          synchronous: NORMAL
          writeStrategy: group
        """);
  }
}
