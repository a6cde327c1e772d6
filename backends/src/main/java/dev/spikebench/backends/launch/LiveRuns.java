package dev.spikebench.backends.launch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The runs of this JVM that are not closed yet. When the JVM ends, by Ctrl-C too, one shutdown
/// hook closes them, so that no process and no database stays. Thread-safe.
final class LiveRuns {
  private static final Set<Run> RUNS = ConcurrentHashMap.newKeySet();
  private static boolean hooked;
  private static boolean ending;

  private LiveRuns() {}

  /// Takes a run in.
  ///
  /// @return false if this JVM is ending already: the caller must end the run itself
  static synchronized boolean add(Run run) {
    if (!hooked) {
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("stop-backends").unstarted(LiveRuns::closeAll));
      hooked = true;
    }
    if (!ending) {
      RUNS.add(run);
    }
    return !ending;
  }

  static void remove(Run run) {
    RUNS.remove(run);
  }

  private static void closeAll() {
    synchronized (LiveRuns.class) {
      ending = true;
    }
    // All are asked to end before the first is waited for: they end side by side.
    RUNS.forEach(Run::askToEnd);
    RUNS.forEach(Run::close);
  }
}
