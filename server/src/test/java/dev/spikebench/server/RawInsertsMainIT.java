package dev.spikebench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The measuring program out of the packaged jar.
class RawInsertsMainIT {
  @TempDir private Path folder;

  private record Ended(int exitCode, String output, String errors) {}

  @Test
  void oneLineOfJsonIsPrinted() throws Exception {
    Ended ended = run("raw.db 1200 500 NORMAL random-ids");

    assertThat(ended.errors()).isEmpty();
    assertThat(ended.output())
        .matches(
            "\\{\"events\":1200,\"seconds\":[0-9.E-]+,\"eventsPerSecond\":[0-9.E]+,"
                + "\"groupSize\":500,\"synchronous\":\"NORMAL\",\"sqliteVersion\":\"3[0-9.]+\","
                + "\"idShape\":\"random-ids\"}\n");
    assertThat(ended.exitCode()).isZero();
    assertThat(folder.resolve("raw.db")).isNotEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "raw.db 1200 500 NORMAL",
        "raw.db 0 500 NORMAL spec",
        "raw.db 1200 5e2 NORMAL spec",
        "raw.db 1200 500 normal spec",
        "raw.db 1200 500 NORMAL ascending",
        "raw.db 1200 500 NORMAL spec more",
        "raw.db 1200 500 NORMAL spec many-rows more"
      })
  void otherArgumentsAreAnsweredByTheUsage(String arguments) throws Exception {
    Ended ended = run(arguments);

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.output()).isEmpty();
    assertThat(ended.errors()).contains("DATABASE EVENTS GROUP_SIZE SYNCHRONOUS ID_SHAPE");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDatabaseThatCannotBeMadeIsNamed() throws Exception {
    Ended ended = run("/dev/null/raw.db 10 10 OFF spec");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.errors()).contains("/dev/null/raw.db");
  }

  private Ended run(String arguments) throws IOException, InterruptedException {
    Path root = Path.of(Objects.requireNonNull(System.getProperty("spikebench.root")));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(root.resolve("server/target/spikebench-server.jar").toString());
    command.add("dev.spikebench.server.RawInsertsMain");
    command.addAll(List.of(arguments.split(" ", -1)));
    Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), output, errors);
    } finally {
      process.destroyForcibly();
    }
  }
}
