package dev.spikebench.backends.launch;

import dev.spikebench.backends.process.ProcessIdentity;
import dev.spikebench.backends.process.RunMark;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The small file in a run's folder that says what runs there, for a later session that finds it
/// after a crash. It is written before the backend is started and removed when the run is closed.
///
/// @param backendId id of the backend
/// @param mark what its processes carry in their environment
/// @param launcher the process that started the run
/// @param backend the backend's process; null until it is started
/// @param startedAt when the run began
record RunRecord(
    String backendId,
    RunMark mark,
    ProcessIdentity launcher,
    @Nullable ProcessIdentity backend,
    Instant startedAt) {
  private static final String FILE_NAME = "run.properties";

  static Path file(Path runDirectory) {
    return runDirectory.resolve(FILE_NAME);
  }

  RunRecord withBackend(@Nullable ProcessIdentity process) {
    return new RunRecord(backendId, mark, launcher, process, startedAt);
  }

  /// Writes the file at once as a whole, so that a crash in between leaves no half of one.
  void write(Path runDirectory) throws IOException {
    Properties values = new Properties();
    values.setProperty("backend.id", backendId);
    values.setProperty("mark", mark.word());
    values.setProperty("startedAt", startedAt.toString());
    put(values, "launcher", launcher);
    if (backend != null) {
      put(values, "backend", backend);
    }
    Path target = file(runDirectory);
    Path draft = runDirectory.resolve(FILE_NAME + ".new");
    try (Writer writer = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
      values.store(writer, null);
    }
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Reads a run's file; empty if there is none, or it is not one that [#write] wrote.
  static Optional<RunRecord> read(Path runDirectory) {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file(runDirectory), StandardCharsets.UTF_8)) {
      values.load(reader);
      ProcessIdentity launcher = identity(values, "launcher");
      String id = values.getProperty("backend.id");
      String mark = values.getProperty("mark");
      String startedAt = values.getProperty("startedAt");
      if (launcher == null || id == null || mark == null || startedAt == null) {
        return Optional.empty();
      }
      return Optional.of(
          new RunRecord(
              id,
              new RunMark(mark),
              launcher,
              identity(values, "backend"),
              Instant.parse(startedAt)));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static void put(Properties values, String name, ProcessIdentity identity) {
    values.setProperty(name + ".pid", Long.toString(identity.pid()));
    values.setProperty(name + ".start", identity.startStamp());
  }

  private static @Nullable ProcessIdentity identity(Properties values, String name) {
    String pid = values.getProperty(name + ".pid");
    String start = values.getProperty(name + ".start");
    return pid == null || start == null ? null : new ProcessIdentity(Long.parseLong(pid), start);
  }
}
