package dev.spikebench.cli.calibrate;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The `load` command in a process of its own. One thread.
final class LoadProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final long LOOK_MS = 50;
  private static final long END_SECONDS = 10;

  private final Path folder;
  private final Process process;
  private final BooleanSupplier cancelled;

  private LoadProcess(Path folder, Process process, BooleanSupplier cancelled) {
    this.folder = folder;
    this.process = process;
    this.cancelled = cancelled;
  }

  /// Starts one.
  ///
  /// @param cancelled whether somebody wants an end
  static LoadProcess start(
      Path workDirectory, List<String> prefix, List<String> words, BooleanSupplier cancelled) {
    try {
      Path folder = Files.createTempDirectory(workDirectory, "load-");
      List<String> command = new ArrayList<>(prefix);
      command.addAll(
          List.of(
              Bench.java(),
              "-XX:+UseSerialGC",
              "--sun-misc-unsafe-memory-access=allow",
              "-cp",
              Bench.classPath(),
              Main.class.getName(),
              "load"));
      command.addAll(words);
      command.addAll(List.of("-q", "--json", "-o", folder.toString()));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output.txt").toFile())
              .start();
      process.getOutputStream().close();
      return new LoadProcess(folder, process, cancelled);
    } catch (IOException e) {
      throw new BackendsException("a load generator can't be started: " + e, e);
    }
  }

  long pid() {
    return process.pid();
  }

  /// Waits for its end and reads what it found.
  ///
  /// @throws BackendsException if it takes too long, leaves no result, or somebody wants an end
  Document document() {
    try {
      awaitEnd();
      Path result = folder.resolve("load.json");
      if (!Files.exists(result)) {
        throw new BackendsException(
            "a load generator left no result: "
                + Files.readString(folder.resolve("output.txt")).strip());
      }
      return new Document(JsonOutput.parse(Files.readString(result)));
    } catch (IOException e) {
      throw new BackendsException("the result of a load generator can't be read: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendsException("interrupted while a load generator ran", e);
    }
  }

  private void awaitEnd() throws InterruptedException {
    long startNs = System.nanoTime();
    while (!process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
      if (cancelled.getAsBoolean()) {
        throw new BackendsException("interrupted");
      }
      if (System.nanoTime() - startNs > LIMIT.toNanos()) {
        throw new BackendsException("a load generator did not end in " + LIMIT);
      }
    }
  }

  /// Ends it where it still runs, and waits until it is gone: a control group with members can't be
  /// removed.
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The document of a run.
  ///
  /// @param root its plain values
  record Document(Object root) {
    /// A number by the names that lead to it.
    double number(String... names) {
      if (at(names) instanceof Number number) {
        return number.doubleValue();
      }
      throw new IllegalStateException("the result has no number at " + String.join("/", names));
    }

    /// A text by the names that lead to it.
    String text(String... names) {
      return String.valueOf(at(names));
    }

    private Object at(String... names) {
      Object current = root;
      for (String name : names) {
        current =
            current instanceof Map<?, ?> map && map.get(name) != null ? map.get(name) : "missing";
      }
      return current;
    }
  }
}
