package dev.spikebench.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets a command end in good order when the process is told to end (SIGINT, SIGTERM).
///
/// The virtual machine runs shutdown hooks beside the working thread and ends when the hooks have
/// ended; its exit code is then the signal's, 130 or 143. The hook of this class asks the work to
/// stop and waits, for a bounded time, until it has written its partial result.
public final class Interruption implements AutoCloseable {
  private static final Duration TIME_TO_FINISH = Duration.ofSeconds(20);

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean requested;
  private final List<Runnable> actions = new CopyOnWriteArrayList<>();

  private Interruption() {
    this.hook = Thread.ofPlatform().name("interruption").unstarted(this::stopAndWait);
  }

  /// Listens for signals until it is closed. Close it only when the partial result is written too.
  public static Interruption listen() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /// Has an action run when a signal comes, on a thread of its own; at once where it has come
  /// already.
  public void whenRequested(Runnable action) {
    actions.add(action);
    if (requested) {
      action.run();
    }
  }

  /// Whether a signal has come.
  public boolean requested() {
    return requested;
  }

  private void stopAndWait() {
    requested = true;
    actions.forEach(Runnable::run);
    try {
      if (!finished.await(TIME_TO_FINISH.toMillis(), TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().halt(ExitCode.TOOL_FAILURE.code());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The work is over: a signal that waits for it need wait no longer.
  @Override
  public void close() {
    finished.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException alreadyShuttingDown) {
        requested = true;
      }
    }
  }
}
