package dev.spikebench.backends.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What must end when this JVM ends, by Ctrl-C too: one shutdown hook ends it, so that no process
/// and no database stays. Thread-safe.
public final class EndWithJvm {
  private static final Set<Ending> OPEN = ConcurrentHashMap.newKeySet();
  private static boolean hooked;
  private static boolean ending;

  private EndWithJvm() {}

  /// Something that can be ended, from any thread.
  public interface Ending {
    /// Asks it to end, without waiting.
    void askToEnd();

    /// Ends it and waits until it has ended, in bounded time.
    void end();
  }

  /// Takes something in.
  ///
  /// @return false if this JVM is ending already: the caller must end it
  public static synchronized boolean add(Ending open) {
    if (!hooked && !ending) {
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("end-with-jvm").unstarted(EndWithJvm::endAll));
      hooked = true;
    }
    if (!ending) {
      OPEN.add(open);
    }
    return !ending;
  }

  /// Forgets something that has ended.
  public static void remove(Ending ended) {
    OPEN.remove(ended);
  }

  private static void endAll() {
    synchronized (EndWithJvm.class) {
      ending = true;
    }
    // All are asked before the first is waited for: they end side by side.
    OPEN.forEach(Ending::askToEnd);
    OPEN.forEach(Ending::end);
  }
}
