package dev.spikebench.server.store;

import java.util.concurrent.CompletionStage;

/// The database: one writer thread, a few readers. Thread-safe.
@SuppressWarnings("DoNotCallSuggester") // the signatures come first
public final class EventStore implements AutoCloseable {

  private EventStore() {}

  /// Opens the database, creating file, folders and tables where missing, and starts the writer.
  ///
  /// @throws StoreException where the database cannot be opened or written, with one clear line
  public static EventStore open(StoreSettings settings, CommitListener listener) {
    throw new UnsupportedOperationException(settings + " " + listener);
  }

  /// Hands a request to the writer. Never blocks; any thread.
  ///
  /// @return false where the queue is full or the store is closing: nothing of the request will be
  ///   stored and its completion is never called
  public boolean submit(WriteRequest request) {
    throw new UnsupportedOperationException(request.toString());
  }

  /// Reads one page, newest first. Sees every answered commit. Blocks for up to 5 s; any thread but
  /// an I/O thread.
  ///
  /// @param limit most rows wanted, at least 1
  /// @param offset matching rows to skip, at least 0
  /// @throws StoreException where the database cannot be read, or not in time
  public EventPage events(EventFilter filter, int limit, long offset) {
    throw new UnsupportedOperationException(filter + " " + limit + " " + offset);
  }

  /// Computes statistics. Blocks for up to 5 s; any thread but an I/O thread.
  ///
  /// @throws StoreException where the database cannot be read, or not in time
  public StatsSnapshot stats(StatsFilter filter) {
    throw new UnsupportedOperationException(filter.toString());
  }

  /// Size of the database file and its write-ahead log in bytes; 0 where it cannot be read. Asks
  /// the file system alone and so never waits for the writer or a reader; any thread.
  public long databaseSizeBytes() {
    throw new UnsupportedOperationException();
  }

  /// Ages the sessions on the writer thread. Any thread.
  ///
  /// @return completed on the writer thread after the commit, exceptionally with a [StoreException]
  ///   where it failed or the store is closed
  public CompletionStage<SweepResult> sweep() {
    throw new UnsupportedOperationException();
  }

  /// Stops accepting, writes what was accepted, commits, checkpoints and closes, within about 4 s.
  /// Requests that could not be written by then are completed as failed.
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
