package dev.spikebench.backends.raw;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.descriptor.RawInsertPlan;
import dev.spikebench.backends.launch.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/// Fills a database with the spec workload's events by a backend's own SQLite binding, without its
/// server: as fast as SQLite takes them. Thread-safe: no state.
public final class RawFill {
  private static final int GROUP_SIZE = 2_000;

  /// Nobody else uses the database, and a machine that dies meanwhile loses nothing but time.
  private static final String SYNCHRONOUS = "OFF";

  private static final Duration LEAST_TIME = Duration.ofMinutes(1);
  private static final Duration TIME_AN_EVENT = Duration.ofMillis(2);

  private RawFill() {}

  /// Adds events to a database that no server has open; makes it where it is missing.
  ///
  /// @param backend a backend that is built
  /// @param database the SQLite file, in a folder that exists
  /// @param events how many, 1 to 999,999,999
  /// @throws RawInsertException if the descriptor has no `rawInsert`, or the program can't be run,
  ///   fails, takes too long or is interrupted
  public static void fill(BackendDescriptor backend, Path database, long events, IdShape idShape) {
    RawInsertPlan plan = backend.rawInsert();
    if (plan == null) {
      throw RawInsertRate.failure(
          backend, "its descriptor has no rawInsert; add one to " + backend.file(), null);
    }
    RawInsertRequest request =
        new RawInsertRequest(events, GROUP_SIZE, SYNCHRONOUS, idShape, Rows.MANY);
    Path parent = Objects.requireNonNull(database.toAbsolutePath().getParent());
    try {
      Path folder = Files.createTempDirectory(parent, "raw-fill-");
      try {
        Duration limit = LEAST_TIME.plus(TIME_AN_EVENT.multipliedBy(events));
        String line = new RawInsertRun(backend, plan, folder, database).output(request, limit);
        FiguresLine.read(line).answerTo(request);
      } finally {
        FileTree.delete(folder);
      }
    } catch (IllegalArgumentException | IOException e) {
      throw RawInsertRate.failure(backend, database + " can't be filled: " + e.getMessage(), e);
    }
  }
}
