package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The ceiling over two bindings that are shell scripts, so that it takes seconds: one answers with
/// a rate of its own, one fails.
@DisabledOnOs(OS.WINDOWS)
class CeilingIT {
  @TempDir private Path folder;

  @Test
  void everyPartIsMeasuredAndABindingThatFailsIsSaid() throws IOException {
    Path good =
        descriptor(
            "good",
            "printf '{\"events\":%s,\"seconds\":1,\"eventsPerSecond\":%s,\"groupSize\":%s,"
                + "\"synchronous\":\"%s\",\"sqliteVersion\":\"3\",\"idShape\":\"%s\"}\\n'"
                + " \"$2\" \"$2\" \"$3\" \"$4\" \"$5\"\n");
    Path bad = descriptor("bad", "echo no room >&2; exit 3\n");
    TestTerminal terminal = TestTerminal.inRepository();
    Path output = folder.resolve("out");

    int exitCode =
        terminal.run(
            "ceiling",
            "--quick",
            "--json",
            "-b",
            good.toString(),
            "-b",
            bad.toString(),
            "--work-dir",
            folder.resolve("work").toString(),
            "-o",
            output.toString());

    assertThat(exitCode).as(terminal.err()).isZero();
    JsonNode document = JsonMapper.builder().build().readTree(terminal.out());
    assertThat(document)
        .isEqualTo(JsonMapper.builder().build().readTree(output.resolve("ceiling.json").toFile()));
    assertThat(document.path("complete").asBoolean()).isTrue();
    assertThat(document.path("ceiling").path("backend").asText()).isEqualTo("good");
    assertThat(document.path("ceiling").path("medianEventsPerSecond").asDouble()).isEqualTo(20_000);
    assertThat(document.path("rates")).hasSize(24);
    assertThat(document.path("rates").path(1).path("reason").asText()).contains("no room");
    assertThat(document.path("syncLatency").path("medianNs").asDouble()).isPositive();
    assertThat(document.path("parsing").path("eventsPerSecond").asDouble()).isPositive();
    assertThat(document.path("loadGenerator").path("rows")).hasSize(2);
    assertThat(terminal.err()).contains("[12/12]", "left");
  }

  private Path descriptor(String id, String script) throws IOException {
    Path home = Files.createDirectories(folder.resolve(id));
    Files.writeString(home.resolve("raw.sh"), script);
    return Files.writeString(
        home.resolve("backend.yaml"),
        """
        id: %s
        name: %s
        language: sh
        framework: none
        start:
          command: [sh, -c, exit 1]
        rawInsert:
          command: [sh, '${directory}/raw.sh']
        size:
          application: [raw.sh]
        durability:
          journalMode: WAL
          synchronous: NORMAL
          writeStrategy: group
        """
            .formatted(id, id));
  }
}
