package dev.spikebench.server.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;

/// A few reading connections, opened when first needed. Any thread.
///
/// In WAL mode a reader neither waits for the writer nor makes it wait, and sees every commit made
/// before it began.
final class ReadPool implements Checkpoints.Readers {

  /// Reads are bound by processor and page cache; more of them at once only slow each other down.
  private static final int CONNECTIONS = 4;

  /// How long a read may take, waiting for a connection included.
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /// How long reads may have to wait for the log to be begun anew: a long read, and the copying of
  /// what was written meanwhile.
  private static final Duration PAUSE_LIMIT = Duration.ofSeconds(3);

  private final DatabaseFile file;
  private final Semaphore permits = new Semaphore(CONNECTIONS, true);
  private final Semaphore copying = new Semaphore(1);
  private final ReadPause pause = new ReadPause(PAUSE_LIMIT);
  private final Queue<Reader> idle = new ConcurrentLinkedQueue<>();
  private final Set<Reader> busy = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  ReadPool(DatabaseFile file) {
    this.file = file;
  }

  /// Runs queries in one read transaction.
  ///
  /// @throws StoreException where that fails or takes too long
  <T> T read(ReadQuery<T> query) {
    long deadlineNs = System.nanoTime() + LIMIT.toNanos();
    acquire(deadlineNs);
    try {
      return run(reader -> reader.run(query, deadlineNs));
    } finally {
      permits.release();
    }
  }

  private <T> T run(ReaderTask<T> task) {
    try {
      if (closed) {
        throw new StoreException(StoreFault.UNAVAILABLE, "the store is closed", null);
      }
      return runPooled(task);
    } catch (SQLException e) {
      throw new StoreException(Faults.of(e), "cannot read the database: " + e.getMessage(), e);
    }
  }

  /// On a connection that no read waits for, nor it for a read.
  @Override
  public LogCopy copyLog() {
    copying.acquireUninterruptibly();
    try {
      return run(
          reader -> {
            long begunAt = LogFrames.after(reader.statement, LogFrames.LOOK).total();
            reader.statement.execute(LogFrames.COPY);
            return new LogCopy(begunAt, LogFrames.after(reader.statement, LogFrames.LOOK));
          });
    } finally {
      copying.release();
    }
  }

  @Override
  public void pauseReads() {
    pause.begin();
  }

  @Override
  public void resumeReads() {
    pause.end();
  }

  /// Stops running reads and forgets every connection without closing it, for [WriterLink]. Waits
  /// until no read is running: none may touch a file that is about to be written anew.
  void abandon() {
    cancelAll();
    permits.acquireUninterruptibly(CONNECTIONS);
    copying.acquireUninterruptibly();
    idle.clear();
    copying.release();
    permits.release(CONNECTIONS);
  }

  /// Stops running reads, refuses new ones and closes the connections.
  void close() {
    closed = true;
    cancelAll();
    pause.end();
    closeIdle();
  }

  private <T> T runPooled(ReaderTask<T> task) throws SQLException {
    Reader pooled = idle.poll();
    Reader reader = pooled == null ? Reader.open(file) : pooled;
    busy.add(reader);
    try {
      T result = task.run(reader);
      idle.add(reader);
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      Sqlite.close(reader.connection, e);
      closeIdle(); // what spoilt this one may have spoilt them
      throw e;
    } finally {
      busy.remove(reader);
      if (closed) {
        closeIdle();
      }
    }
  }

  private void acquire(long deadlineNs) {
    try {
      pause.await(deadlineNs);
      long leftNs = Math.max(0, deadlineNs - System.nanoTime());
      if (!permits.tryAcquire(leftNs, TimeUnit.NANOSECONDS)) {
        throw new StoreException(StoreFault.TIMEOUT, "too many reads at once", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(StoreFault.UNAVAILABLE, "interrupted", e);
    }
  }

  private void cancelAll() {
    busy.forEach(reader -> reader.limit.cancel());
  }

  private void closeIdle() {
    for (Reader reader = idle.poll(); reader != null; reader = idle.poll()) {
      reader.close();
    }
  }

  /// Queries of one read.
  ///
  /// @param <T> what they find
  @FunctionalInterface
  interface ReadQuery<T> {
    T run(Connection connection) throws SQLException;
  }

  /// What one connection of the pool is used for.
  @FunctionalInterface
  private interface ReaderTask<T> {
    T run(Reader reader) throws SQLException;
  }

  /// One connection of the pool; one thread at a time, but for cancelling.
  private record Reader(Connection connection, Statement statement, ReadLimit limit) {

    static Reader open(DatabaseFile file) throws SQLException {
      Connection connection = Sqlite.openReader(file);
      @Nullable Statement statement = null;
      try {
        statement = connection.createStatement();
        ReadLimit limit = new ReadLimit();
        ProgressHandler.setHandler(connection, ReadLimit.STEPS, limit);
        return new Reader(connection, statement, limit);
      } catch (SQLException e) {
        Sqlite.close(connection, e);
        throw e;
      }
    }

    <T> T run(ReadQuery<T> query, long deadlineNs) throws SQLException {
      limit.start(deadlineNs);
      statement.execute("BEGIN");
      T result = query.run(connection);
      statement.execute("COMMIT");
      return result;
    }

    void close() {
      try {
        connection.close();
      } catch (SQLException e) {
        // Nothing depends on it: a reader has nothing to lose.
      }
    }
  }
}
