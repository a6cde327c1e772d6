package dev.spikebench.server.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sqlite.SQLiteJDBCLoader;

/// The database: one writer thread, a few readers. Thread-safe.
public final class EventStore implements AutoCloseable {

  /// How long a closing store goes on writing what was accepted, and waits for locks. With the last
  /// commit and checkpoint, whose time nobody can bound, that leaves room within the 5 s that a
  /// stopping server has.
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(3);

  private static final Duration JOIN_LIMIT = Duration.ofSeconds(4);

  /// How long a read waits for the writer to say whether others have written.
  private static final Duration CHECK_LIMIT = Duration.ofMillis(100);

  /// Fewer events are counted in less time than the writer may need to answer.
  private static final long QUICKLY_COUNTED_EVENTS = 200_000;

  private final TotalsTrust trust = new TotalsTrust();
  private final DatabaseFile file;
  private final WriteQueue queue;
  private final ReadPool readers;
  private final CloseDeadline closing;
  private final Writer writer;
  private final Thread writerThread;

  private EventStore(StoreSettings settings, CommitListener listener, DatabaseFile file)
      throws SQLException {
    this.file = file;
    queue = new WriteQueue(settings.queueLimit());
    readers = new ReadPool(file);
    closing = new CloseDeadline();
    WriterLink link =
        new WriterLink(file, settings, new LockWait(closing), trust, readers::abandon);
    link.connection();
    writer = new Writer(queue, link, listener, closing, settings, readers);
    writerThread = Thread.ofPlatform().name("store-writer").daemon().unstarted(writer);
  }

  /// Opens the database, creating file, folders and tables where missing, and starts the writer.
  ///
  /// @throws StoreException where the database cannot be opened or written, with one clear line
  public static EventStore open(StoreSettings settings, CommitListener listener) {
    DatabaseFile file = new DatabaseFile(settings.path());
    try {
      EventStore store = new EventStore(settings, listener, file);
      store.writerThread.start();
      return store;
    } catch (SQLException e) {
      throw new StoreException(Faults.of(e), Faults.openingFailed(file.path(), e), e);
    }
  }

  /// Hands a request to the writer. Never blocks; any thread.
  ///
  /// @return false where the queue is full or the store is closing: nothing of the request will be
  ///   stored and its completion is never called
  public boolean submit(WriteRequest request) {
    return queue.offer(request);
  }

  /// Reads one page, newest first. Sees every answered commit. Blocks for up to 5 s; any thread but
  /// an I/O thread.
  ///
  /// @param limit most rows wanted, at least 1
  /// @param offset matching rows to skip, at least 0
  /// @throws StoreException where the database cannot be read, or not in time
  public EventPage events(EventFilter filter, int limit, long offset) {
    if (!filter.equals(EventFilter.NONE)) {
      return readers.read(connection -> EventReader.page(connection, filter, limit, offset));
    }
    long writes = foreignWrites();
    EventPage page =
        readers.read(
            connection -> {
              TotalsReader totals = TotalsReader.open(connection, trust, writes);
              return totals == null
                  ? EventReader.page(connection, filter, limit, offset)
                  : EventReader.page(connection, filter, limit, offset, totals.events());
            });
    haveWrongTotalsMadeAnew();
    return page;
  }

  /// Computes statistics. Blocks for up to 5 s; any thread but an I/O thread.
  ///
  /// @throws StoreException where the database cannot be read, or not in time
  public StatsSnapshot stats(StatsFilter filter) {
    if (!filter.equals(StatsFilter.NONE)) {
      return readers.read(connection -> StatsReader.snapshot(connection, filter));
    }
    long writes = foreignWrites();
    StatsSnapshot snapshot =
        readers.read(
            connection -> {
              TotalsReader totals = TotalsReader.open(connection, trust, writes);
              return totals == null ? StatsReader.snapshot(connection, filter) : totals.snapshot();
            });
    haveWrongTotalsMadeAnew();
    return snapshot;
  }

  /// Whether others have written, as the writer sees it between two groups; it may be busy for
  /// longer than a reader wants to wait.
  private long foreignWrites() {
    if (trust.eventsSeen() < QUICKLY_COUNTED_EVENTS) {
      return TotalsReader.UNKNOWN_WRITES;
    }
    CompletableFuture<Long> answer = new CompletableFuture<>();
    queue.offerCheck(answer);
    try {
      return answer.get(CHECK_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return TotalsReader.UNKNOWN_WRITES;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return TotalsReader.UNKNOWN_WRITES;
    }
  }

  private void haveWrongTotalsMadeAnew() {
    if (trust.isWrong()) {
      queue.offerCheck(new CompletableFuture<>()); // wakes the writer, which then sees it
    }
  }

  /// Size of the database file and its write-ahead log in bytes; 0 where it cannot be read. Asks
  /// the file system alone and so never waits for the writer or a reader; any thread.
  public long databaseSizeBytes() {
    return file.sizeBytes();
  }

  /// How many requests wait for the writer at this moment. Never waits for it; any thread.
  public int queueDepth() {
    return queue.size();
  }

  /// How many transactions have stored events since the store was opened; under `per-event`, how
  /// many events were stored. Never waits for the writer; any thread.
  public long groupsCommitted() {
    return writer.groupsCommitted();
  }

  /// The version of the SQLite library in use, as its driver names it.
  public static String libraryVersion() {
    return SQLiteJDBCLoader.getVersion();
  }

  /// Ages the sessions on the writer thread. Any thread.
  ///
  /// @return completed on the writer thread after the commit, exceptionally with a [StoreException]
  ///   where it failed or the store is closed
  public CompletionStage<SweepResult> sweep() {
    CompletableFuture<SweepResult> result = new CompletableFuture<>();
    if (!queue.offer(result)) {
      result.completeExceptionally(
          new StoreException(StoreFault.UNAVAILABLE, "the store is closed", null));
    }
    return result;
  }

  /// Stops accepting, writes what was accepted, commits, checkpoints and closes, within about 4 s.
  /// Requests that could not be written by then are completed as failed. An interrupt ends the
  /// wait, not the work.
  @Override
  public void close() {
    closing.start(DRAIN_LIMIT);
    queue.close();
    try {
      writerThread.join(JOIN_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
