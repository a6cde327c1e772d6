package dev.spikebench.backends.launch;

import dev.spikebench.backends.process.ProcessIdentity;
import dev.spikebench.backends.process.ProcessTree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Finds what a crashed session left in a work directory, processes and databases, and clears it
/// up. A run whose session is still alive is no leftover. A process is taken for a backend only if
/// its start time is the recorded one or it carries the run's mark, so a stranger that got the same
/// pid later is never touched. Thread-safe: no state.
public final class Leftovers {
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(5);

  private Leftovers() {}

  /// A run that nobody will close any more.
  ///
  /// @param directory folder of the run
  /// @param backendId id of its backend
  /// @param startedAt when the run began
  /// @param pids its processes that still run; empty where all have ended
  public record Leftover(Path directory, String backendId, Instant startedAt, List<Long> pids) {
    /// Copies the list.
    public Leftover {
      pids = List.copyOf(pids);
    }
  }

  /// Looks through a work directory; one that does not exist has no leftovers.
  ///
  /// @throws LaunchException if the directory can't be read
  public static List<Leftover> find(Path workDirectory) {
    List<Leftover> found = new ArrayList<>();
    for (Path run : runs(workDirectory)) {
      RunRecord.read(run)
          .filter(runRecord -> !runRecord.launcher().isAlive())
          .map(runRecord -> leftover(run, runRecord))
          .ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  /// Ends what still runs of a leftover and deletes its database and record. The backend's output
  /// stays. Does nothing if the run was cleared up meanwhile.
  ///
  /// @throws LaunchException if the database can't be deleted
  public static void clean(Leftover leftover) {
    RunRecord.read(leftover.directory())
        .filter(runRecord -> !runRecord.launcher().isAlive())
        .ifPresent(
            runRecord -> {
              ProcessTree.kill(processes(runRecord), KILL_TIMEOUT);
              Path databases = RunFolder.databases(leftover.directory());
              new RunFolder(leftover.directory(), databases).clear();
            });
  }

  /// The folders of all runs, those of living sessions too.
  static List<Path> runs(Path workDirectory) {
    List<Path> runs = new ArrayList<>();
    if (!Files.isDirectory(workDirectory)) {
      return runs;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(workDirectory)) {
      for (Path entry : entries) {
        if (Files.isRegularFile(RunRecord.file(entry))) {
          runs.add(entry);
        }
      }
    } catch (IOException e) {
      throw new LaunchException(
          LaunchException.Kind.WORK_DIRECTORY,
          "can't look for leftovers in " + workDirectory + ": " + e,
          null,
          List.of(),
          e);
    }
    return runs;
  }

  private static Leftover leftover(Path directory, RunRecord runRecord) {
    List<Long> pids = processes(runRecord).stream().map(ProcessHandle::pid).toList();
    return new Leftover(directory, runRecord.backendId(), runRecord.startedAt(), pids);
  }

  private static List<ProcessHandle> processes(RunRecord runRecord) {
    ProcessIdentity backend = runRecord.backend();
    List<ProcessHandle> tree =
        backend == null ? List.of() : backend.handle().map(ProcessTree::of).orElse(List.of());
    return ProcessTree.union(tree, runRecord.mark().carriers());
  }
}
