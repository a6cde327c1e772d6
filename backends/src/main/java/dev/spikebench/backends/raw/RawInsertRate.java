package dev.spikebench.backends.raw;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.descriptor.RawInsertPlan;
import dev.spikebench.backends.launch.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Measures what a backend's own SQLite binding makes of raw inserts: the yardstick for what its
/// server makes of them. Thread-safe: no state; measurements side by side disturb each other.
public final class RawInsertRate {
  private static final Duration LEAST_TIME = Duration.ofMinutes(1);

  /// No disk is so slow that a commit an event would take longer, a hundred a second.
  private static final Duration TIME_AN_EVENT = Duration.ofMillis(10);

  private RawInsertRate() {}

  /// Whether a backend's descriptor says how to measure it.
  public static boolean isKnownFor(BackendDescriptor backend) {
    return backend.rawInsert() != null;
  }

  /// Measures with the time that the slowest disk may take.
  ///
  /// @param backend a backend that is built
  /// @param databaseFolder where the database is made, and removed in the end: a folder on the disk
  ///   that the server is measured with
  /// @param events how many events, 1 to 999,999,999
  /// @param groupSize events a transaction, 1 to 999,999,999
  /// @param synchronous `OFF`, `NORMAL` or `FULL`
  /// @throws RawInsertException if the descriptor has no `rawInsert`, or the program can't be run,
  ///   fails, takes too long or does not do what it was asked for
  /// @throws IllegalArgumentException if a number or the level is none of those
  public static RawInsertFigures measure(
      BackendDescriptor backend,
      Path databaseFolder,
      long events,
      int groupSize,
      String synchronous,
      IdShape idShape,
      Rows rows) {
    Duration limit = LEAST_TIME.plus(TIME_AN_EVENT.multipliedBy(events));
    return measure(backend, databaseFolder, events, groupSize, synchronous, idShape, rows, limit);
  }

  /// As above with a time limit of one's own.
  public static RawInsertFigures measure(
      BackendDescriptor backend,
      Path databaseFolder,
      long events,
      int groupSize,
      String synchronous,
      IdShape idShape,
      Rows rows,
      Duration limit) {
    RawInsertRequest request = new RawInsertRequest(events, groupSize, synchronous, idShape, rows);
    RawInsertPlan plan = backend.rawInsert();
    if (plan == null) {
      throw failure(backend, "its descriptor has no rawInsert; add one to " + backend.file(), null);
    }
    try {
      Path folder = Files.createTempDirectory(databaseFolder.toAbsolutePath(), "raw-inserts-");
      try {
        Path database = folder.resolve("raw.db");
        String line = new RawInsertRun(backend, plan, folder, database).output(request, limit);
        return figures(backend, request, line);
      } finally {
        FileTree.delete(folder);
      }
    } catch (IOException e) {
      throw failure(backend, "no database can be made in " + databaseFolder + ": " + e, e);
    }
  }

  private static RawInsertFigures figures(
      BackendDescriptor backend, RawInsertRequest request, String line) {
    try {
      return FiguresLine.read(line).answerTo(request);
    } catch (IllegalArgumentException e) {
      throw failure(
          backend,
          "its program printed what can't be used: " + e.getMessage() + "\n  " + line.strip(),
          e);
    }
  }

  static RawInsertException failure(
      BackendDescriptor backend, String what, @Nullable Throwable cause) {
    return new RawInsertException(
        "the raw insert rate of " + backend.id() + " can't be measured: " + what, cause);
  }
}
