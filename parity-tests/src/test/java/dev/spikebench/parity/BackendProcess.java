package dev.spikebench.parity;

import dev.spikebench.parity.client.CallFailedException;
import dev.spikebench.parity.client.HttpCaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One process of the packaged server.
final class BackendProcess {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
  private static final Pattern READY_LINE = Pattern.compile("listening on (http://\\S+)");

  private final Process process;
  private final URI baseUri;
  private final Path outputFile;

  private BackendProcess(Process process, URI baseUri, Path outputFile) {
    this.process = process;
    this.baseUri = baseUri;
    this.outputFile = outputFile;
  }

  static BackendProcess start(Map<String, String> environment, Path databaseFile) {
    try {
      Path outputFile = Files.createTempFile(databaseFile.getParent(), "output-", ".txt");
      Process process = builder(environment, databaseFile, outputFile).start();
      try {
        return new BackendProcess(process, awaitReady(process, outputFile), outputFile);
      } catch (RuntimeException failure) {
        process.destroyForcibly();
        throw failure;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  URI baseUri() {
    return baseUri;
  }

  long pid() {
    return process.pid();
  }

  String output() {
    return read(outputFile);
  }

  int signal(String signal, Duration timeout) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).inheritIO().start().waitFor();
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
        throw new ParityException("Still running " + timeout + " after SIG" + signal);
      }
      return process.exitValue();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  private static ProcessBuilder builder(
      Map<String, String> environment, Path databaseFile, Path outputFile) {
    Path root = Path.of(System.getProperty("spikebench.root", "."));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path jar = root.resolve("server/target/spikebench-server.jar");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                java.toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString()));
    builder.environment().keySet().removeIf(name -> name.startsWith("INGEST_"));
    builder.environment().put("INGEST_PORT", "0");
    builder.environment().put("INGEST_DB_PATH", databaseFile.toString());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(outputFile.toFile());
    return builder;
  }

  private static URI awaitReady(Process process, Path outputFile) {
    long deadlineNs = System.nanoTime() + START_TIMEOUT.toNanos();
    while (System.nanoTime() < deadlineNs && process.isAlive()) {
      Matcher ready = READY_LINE.matcher(read(outputFile));
      if (ready.find() && healthy(URI.create(ready.group(1)))) {
        return URI.create(ready.group(1));
      }
      pause();
    }
    throw new ParityException("The backend did not start; it said: " + read(outputFile));
  }

  private static boolean healthy(URI baseUri) {
    try (HttpCaller caller = new HttpCaller(baseUri, Duration.ofSeconds(2))) {
      return caller.get("/api/health").status() == 200;
    } catch (CallFailedException notYet) {
      return false;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(5);
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static ParityException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new ParityException("Interrupted while waiting for the backend", cause);
  }
}
