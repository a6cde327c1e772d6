package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The distribution, made and started for real.
class PackageCommandIT {
  private static final String READY = "listening on ";

  @TempDir private Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theDistributionStartsWithWhatWasPreparedAlsoWhenItIsMoved() throws Exception {
    TestTerminal terminal = TestTerminal.inRepository();
    Path made = folder.resolve("made");

    int exitCode =
        terminal.run("package", "-o", made.toString(), "--archive", "--starts", "1", "--json");

    assertThat(exitCode).as(terminal.err()).isZero();
    JsonNode document = JsonMapper.builder().build().readTree(terminal.out());
    assertThat(document.path("starts").path("packaged").path("timeToHealthyMs").asDouble())
        .isPositive();
    assertThat(document.path("starts").path("java -jar").path("starts").asInt()).isOne();
    assertThat(document.path("sizes").path("preparedBytes").asLong()).isPositive();
    assertThat(folder.resolve("made.tar.xz")).isNotEmptyFile();
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("made", "made.tar.xz");
    assertThat(made.resolve("native").toFile().list()).hasSize(1);

    Path moved = Files.move(made, folder.resolve("moved to here"));
    assertThat(started(moved, "on")).anyMatch(line -> line.contains("AOT cache: in use"));
    cutInHalf(moved.resolve("spikebench-server.aot"));
    assertThat(started(moved, "on")).noneMatch(line -> line.startsWith(READY));
    assertThat(started(moved, "auto"))
        .anyMatch(line -> line.contains("AOT cache: NOT in use"))
        .anyMatch(line -> line.startsWith(READY));
  }

  @Test
  void aFolderThatIsNoDistributionIsNotReplaced() throws Exception {
    TestTerminal terminal = TestTerminal.inRepository();
    Path mine = Files.writeString(folder.resolve("mine.txt"), "mine");

    assertThat(terminal.run("package", "-o", folder.toString())).isEqualTo(2);

    assertThat(terminal.err()).contains("no distribution", "--output");
    assertThat(mine).hasContent("mine");
  }

  @Test
  void aServerThatIsNotBuiltIsTold() {
    TestTerminal terminal = new TestTerminal(folder);

    assertThat(terminal.run("package")).isEqualTo(2);
    assertThat(terminal.err()).contains("not built", "mvn -DskipTests package");
  }

  /// What a start prints up to the ready line, or to the end where there is none.
  private List<String> started(Path distribution, String mode) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(distribution.resolve("bin/spikebench-server").toString());
    Map<String, String> environment = builder.environment();
    environment.put("SPIKEBENCH_AOT", mode);
    environment.put("INGEST_PORT", "0");
    environment.put("INGEST_DB_PATH", folder.resolve(mode + ".db").toString());
    Process process = builder.redirectErrorStream(true).start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> printed = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        printed.add(line);
        if (line.startsWith(READY)) {
          break;
        }
      }
      return printed;
    } finally {
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void cutInHalf(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
  }
}
