package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.design.Factor;
import dev.spikebench.results.design.FactorialDesign;
import dev.spikebench.results.design.Treatment;
import dev.spikebench.results.json.StudyFiles;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.model.StudyCell;
import dev.spikebench.results.model.StudyResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Ctrl-C in the middle of a study, and what comes after it.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends a POSIX signal")
class InterruptedStudyIT {
  private static final int MEASUREMENTS = 8;

  @TempDir private Path folder;

  @Test
  void goesOnWhereItStoppedInTheSameOrder() throws Exception {
    Path output = folder.resolve("study");
    Path journal = output.resolve("study-results.partial.json");
    StudyResults partial = interrupt(output, journal);
    assertThat(partial.run().status()).isEqualTo(RunStatus.PARTIAL);
    assertThat(partial.cells()).hasSizeBetween(1, MEASUREMENTS - 1);

    refuseABeginningInTheSameFolder(output);
    refuseWhatWasMeasuredElsewhere(journal, partial);

    Path log = folder.resolve("resumed.log");
    Process resumed = start(log, "--resume", output.toString());
    assertThat(resumed.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(resumed.exitValue()).as(Files.readString(log)).isZero();
    StudyResults whole = StudyFiles.read(output.resolve("study-results.json"));
    assertThat(whole.run().status()).isEqualTo(RunStatus.COMPLETE);
    assertThat(whole.run().startedAt()).isEqualTo(partial.run().startedAt());
    assertThat(whole.cells().subList(0, partial.cells().size())).isEqualTo(partial.cells());
    assertThat(levels(whole)).isEqualTo(plannedOrder());
    assertThat(whole.run().warnings())
        .anyMatch(it -> it.startsWith("The study was interrupted after"));
    assertThat(whole.cells()).allMatch(it -> it.measurement().valid());
    assertThat(journal).doesNotExist();
    assertThat(output.resolve("study.md")).content().contains("strategy group against per-event");
    assertThat(output.resolve("study.html")).isNotEmptyFile();
  }

  private StudyResults interrupt(Path output, Path journal) throws Exception {
    Path log = folder.resolve("log");
    Process study =
        start(
            log,
            "--backend",
            "java-undertow-jar",
            "--strategy",
            "per-event,group",
            "--synchronous",
            "OFF,NORMAL",
            "--ids",
            "spec",
            "--rounds",
            "2",
            "--events",
            "500",
            "--seed",
            "11",
            "--output",
            output.toString());
    try {
      Awaitility.await()
          .atMost(Duration.ofMinutes(6))
          .until(() -> !study.isAlive() || Files.exists(journal));
      assertThat(study.isAlive()).as(Files.readString(log)).isTrue();
      List<ProcessHandle> backends = study.descendants().toList();
      ToolProcess.signal(study, "INT");
      assertThat(study.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(study.exitValue()).as(Files.readString(log)).isEqualTo(130);
      assertThat(Files.readString(log)).contains("spikebench study --resume " + output);
      assertThat(backends).noneMatch(ProcessHandle::isAlive);
      return StudyFiles.read(journal);
    } finally {
      ToolProcess.end(study);
    }
  }

  private void refuseABeginningInTheSameFolder(Path output) {
    TestTerminal terminal = TestTerminal.inRepository();
    assertThat(terminal.run("study", "-b", "java-undertow-jar", "-o", output.toString()))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("holds an interrupted study");
  }

  /// The journal of another program: one word of it differs.
  private void refuseWhatWasMeasuredElsewhere(Path journal, StudyResults partial) throws Exception {
    Path other = Files.createDirectories(folder.resolve("other"));
    String text =
        Files.readString(journal)
            .replaceFirst(
                "\"version\": \"" + partial.tool().version() + "\"", "\"version\": \"0.0.1\"");
    Files.writeString(other.resolve(journal.getFileName()), text);
    Path log = folder.resolve("other.log");
    Process refused = start(log, "--resume", other.toString());
    assertThat(refused.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(refused.exitValue()).as(Files.readString(log)).isEqualTo(6);
    assertThat(Files.readString(log)).contains("it was begun by spikebench 0.0.1");
  }

  private Process start(Path log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add("study");
    command.addAll(List.of(arguments));
    command.addAll(List.of("--work-dir", folder.resolve("work").toString()));
    return ToolProcess.of(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private static List<Treatment> levels(StudyResults results) {
    return results.cells().stream().map(StudyCell::levels).map(Treatment::new).toList();
  }

  private static List<Treatment> plannedOrder() {
    return FactorialDesign.of(
            Factor.of("backend", "java-undertow-jar"),
            Factor.of("strategy", "per-event", "group"),
            Factor.of("synchronous", "OFF", "NORMAL"),
            Factor.of("ids", "spec"),
            Factor.of("subscribers", "0"))
        .order(11)
        .rounds(2)
        .stream()
        .map(it -> it.arm())
        .toList();
  }
}
