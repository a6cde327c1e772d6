package dev.spikebench.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.server.config.WriteStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Kills a storing process with SIGKILL and looks at what it left.
final class KillSafetyIT {

  private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 500;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(WriteStrategy.class)
  void everyAcknowledgedEventSurvivesAKillAndNoTemporaryFileDoes(WriteStrategy strategy)
      throws Exception {
    Path path = folder.resolve("a.db");
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Path output = Files.createFile(folder.resolve("acknowledged"));

    List<String> acknowledged =
        acknowledgedUntilKilled(start(path, strategy, temporary, output), output);

    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE_THE_KILL);
    assertThat(temporary).isEmptyDirectory();
    try (TestStore test = TestStore.open(path, strategy)) {
      Set<String> stored = new HashSet<>(test.query("SELECT event_id FROM events"));
      assertThat(stored).containsAll(acknowledged);
      assertSound(test);
      assertThat(test.write(EventBuilder.withId(acknowledged.getLast())).duplicates()).isEqualTo(1);
    }
  }

  private static void assertSound(TestStore test) throws SQLException {
    assertThat(test.query("PRAGMA integrity_check")).containsExactly("ok");
    assertThat(test.query("SELECT session_id FROM events EXCEPT SELECT id FROM sessions"))
        .isEmpty();
    RunningTotalsTest.assertExact(test);
  }

  private static List<String> acknowledgedUntilKilled(Process process, Path output)
      throws Exception {
    try {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> wholeLines(output).size() >= ACKNOWLEDGED_BEFORE_THE_KILL);
    } finally {
      process.destroyForcibly(); // SIGKILL
    }
    process.waitFor();
    return wholeLines(output);
  }

  /// The lines that were written to their end.
  private static List<String> wholeLines(Path output) throws IOException {
    String text = Files.readString(output);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private static Process start(Path path, WriteStrategy strategy, Path temporary, Path output)
      throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            classPath,
            KillTarget.class.getName(),
            path.toString(),
            strategy.name())
        .redirectOutput(output.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
