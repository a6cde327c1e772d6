package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The script that users start, as a process.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherScriptIT {
  private static final Path SCRIPT =
      TestTerminal.repository().resolve("spikebench").toAbsolutePath();

  @TempDir private Path folder;

  private record Ended(int exitCode, String out, String err) {}

  @Test
  void findsJavaWhateverThePathSays() throws Exception {
    Ended ended = run(script("--version"));

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("Java 25").containsPattern("spikebench \\d+\\.\\d+");
  }

  @Test
  void aLinkToTheScriptFindsItsRepository() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), SCRIPT);
    ProcessBuilder builder = script("backend", "list");
    builder.command().set(0, link.toString());

    Ended ended = run(builder);

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("java-undertow");
  }

  @Test
  void aFolderThatIsNoJdkIsNamed() throws Exception {
    ProcessBuilder builder = script("--version");
    builder.environment().put("SPIKEBENCH_JAVA_HOME", folder.toString());

    Ended ended = run(builder);

    assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ended.err()).contains(folder.toString(), "no JDK 25");
  }

  @Test
  void exitCodesReachTheShell() throws Exception {
    assertThat(run(script("no-such-command")).exitCode()).isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void theServerStopsWithItsLauncher() throws Exception {
    Path out = folder.resolve("server.out");
    ProcessBuilder builder =
        script("server", "--port", "0", "--db-path", folder.resolve("ingest.db").toString());
    Process server = builder.redirectOutput(out.toFile()).start();
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.readString(out).contains("listening on "));
      URI health = URI.create(readyUrl(out) + "/api/health");
      assertThat(status(health)).isEqualTo(200);

      server.toHandle().destroy();

      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).isEqualTo(ExitCode.TERMINATED.code());
      assertThat(server.descendants()).isEmpty();
      assertThat(folder.resolve("ingest.db-wal"))
          .satisfiesAnyOf(
              wal -> assertThat(wal).doesNotExist(), wal -> assertThat(wal).isEmptyFile());
    } finally {
      server.descendants().forEach(ProcessHandle::destroyForcibly);
      server.destroyForcibly();
    }
  }

  private static String readyUrl(Path out) throws IOException {
    return Files.readAllLines(out).stream()
        .filter(line -> line.startsWith("listening on "))
        .findFirst()
        .orElseThrow()
        .substring("listening on ".length());
  }

  private static int status(URI uri) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static ProcessBuilder script(String... arguments) {
    List<String> command =
        Stream.concat(Stream.of(SCRIPT.toString()), Arrays.stream(arguments)).toList();
    ProcessBuilder builder = new ProcessBuilder(new java.util.ArrayList<>(command));
    // What the build is packaging right now is what is to be run.
    builder.environment().put("SPIKEBENCH_NO_BUILD", "1");
    return builder;
  }

  private Ended run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
