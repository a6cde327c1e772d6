package dev.spikebench.server;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The threads beside those of the sockets and the writer: each kind of work has its own bound, so
/// that slow reads can't hold up ingest. They are daemons and end when idle.
final class ServerThreads implements AutoCloseable {
  private static final int READERS = 4;
  private static final int MAX_WAITING_READS = 1024;
  private static final int LARGE_BODY_PARSERS = 2;
  private static final long IDLE_SECONDS = 10;

  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService readers;
  private final ExecutorService largeBodies;
  private final ExecutorService stats;

  ServerThreads() {
    timer = new ScheduledThreadPoolExecutor(1, named("timer"));
    timer.setRemoveOnCancelPolicy(true);
    readers = pool("reader", READERS, MAX_WAITING_READS);
    // Bounded by the cap on pending bytes: each waiting body is counted there.
    largeBodies = pool("parser", LARGE_BODY_PARSERS, Integer.MAX_VALUE);
    stats = pool("stats", 1, 1);
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  ExecutorService readers() {
    return readers;
  }

  ExecutorService largeBodies() {
    return largeBodies;
  }

  ExecutorService stats() {
    return stats;
  }

  /// Ends them without waiting for what they do.
  @Override
  public void close() {
    timer.shutdownNow();
    readers.shutdownNow();
    largeBodies.shutdownNow();
    stats.shutdownNow();
  }

  private static ExecutorService pool(String name, int threads, int queueLimit) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(queueLimit),
            named(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory named(String name) {
    return Thread.ofPlatform().daemon().name(name + "-", 1).factory();
  }
}
