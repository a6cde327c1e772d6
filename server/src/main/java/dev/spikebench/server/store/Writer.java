package dev.spikebench.server.store;

import dev.spikebench.server.config.WriteStrategy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The writer thread: takes what waits, writes it, commits, tells the listener, answers.
///
/// It is a platform thread, because a call into SQLite would pin a virtual one to its carrier.
/// Nothing that goes wrong with a request ends it.
final class Writer implements Runnable {

  /// Where larger groups stop paying: the cost of a commit is spread over enough events, and the
  /// first of the group would wait for the last.
  private static final int GROUP_EVENTS = 2000;

  /// How long the last checkpoint waits for other processes' reads. What it does not copy stays in
  /// the log, as safe as it was.
  private static final Duration CHECKPOINT_WAIT = Duration.ofMillis(500);

  /// How long a copy of the log that runs beside may take to end.
  private static final Duration COPY_WAIT = Duration.ofSeconds(1);

  private final WriteQueue queue;
  private final WriterLink link;
  private final CommitListener listener;
  private final CloseDeadline closing;
  private final WriteStrategy strategy;
  private final Duration sessionTimeout;
  private final ReadPool readers;
  private final Checkpoints checkpoints;
  private final FaultLog log = new FaultLog();
  private volatile long groupsCommitted;

  /// @param readers copy the log beside the writing, and are closed with the store
  Writer(
      WriteQueue queue,
      WriterLink link,
      CommitListener listener,
      CloseDeadline closing,
      StoreSettings settings,
      ReadPool readers) {
    this.queue = queue;
    this.link = link;
    this.listener = listener;
    this.closing = closing;
    this.strategy = settings.strategy();
    this.sessionTimeout = settings.sessionTimeout();
    this.readers = readers;
    checkpoints = new Checkpoints(readers);
  }

  /// How many transactions have stored events; under `per-event`, how many events were stored. Any
  /// thread.
  long groupsCommitted() {
    return groupsCommitted;
  }

  @Override
  public void run() {
    catchUp();
    int maxRequests = strategy == WriteStrategy.GROUP ? Integer.MAX_VALUE : 1;
    for (WriteQueue.Work work = queue.take(maxRequests, GROUP_EVENTS);
        work != null;
        work = queue.take(maxRequests, GROUP_EVENTS)) {
      try {
        handle(work);
      } catch (Throwable e) { // a lost answer is bad, a writer that is gone is worse
        log.receiverFailed(e);
      }
    }
    readers.close();
    checkpoints.awaitCopy(COPY_WAIT);
    closing.shorten(CHECKPOINT_WAIT);
    closeConnection();
  }

  private void handle(WriteQueue.Work work) {
    work.checks().forEach(this::check);
    CompletableFuture<SweepResult> sweep = work.sweep();
    if (sweep != null) {
      sweep(sweep);
    }
    if (!work.requests().isEmpty()) {
      write(work.requests());
      checkpoint();
    }
    catchUp();
  }

  private void write(List<WriteRequest> requests) {
    if (closing.expired()) {
      fail(requests, StoreFault.UNAVAILABLE);
      return;
    }
    switch (strategy) {
      case PER_EVENT -> requests.forEach(this::writeSeparately);
      case PER_BATCH, GROUP -> writeTogether(requests);
    }
  }

  private void writeTogether(List<WriteRequest> requests) {
    List<StoredRequest> results;
    try {
      results = link.connection().writeTogether(requests);
    } catch (Throwable e) { // out of memory, too, must be answered and not end the thread
      log.failed(e);
      link.afterFailure(e);
      if (requests.size() > 1 && Faults.mayBeOneRequestOnly(e)) {
        requests.forEach(request -> writeTogether(List.of(request)));
      } else {
        fail(requests, Faults.of(e));
      }
      return;
    }
    log.succeeded();
    publish(results);
    for (int i = 0; i < results.size(); i++) {
      complete(requests.get(i), results.get(i).outcome());
    }
  }

  private void writeSeparately(WriteRequest request) {
    StoredRequest result = new StoredRequest(request.events().size());
    StoreFault fault = null;
    try {
      link.connection().writeSeparately(request, result);
      log.succeeded();
    } catch (Throwable e) { // as above
      log.failed(e);
      link.afterFailure(e);
      fault = Faults.of(e);
    }
    publish(List.of(result)); // events before a fault stay
    complete(request, fault == null ? result.outcome() : new WriteOutcome.Failed(fault));
  }

  private void sweep(CompletableFuture<SweepResult> sweep) {
    try {
      SweepResult result = link.connection().sweep(sessionTimeout);
      log.succeeded();
      sweep.complete(result);
    } catch (Throwable e) { // as above
      log.failed(e);
      link.afterFailure(e);
      sweep.completeExceptionally(
          new StoreException(Faults.of(e), "cannot sweep the sessions: " + e.getMessage(), e));
    }
  }

  private void check(CompletableFuture<Long> check) {
    try {
      check.complete(link.connection().foreignWrites());
    } catch (Throwable e) { // as above
      log.failed(e);
      link.afterFailure(e);
      check.completeExceptionally(e);
    }
  }

  /// Brings the running totals nearer to the events: by one slice, or for as long as nobody waits.
  private void catchUp() {
    WriterConnection connection = link.current();
    try {
      while (connection != null && connection.totalsAreBehind() && !closing.hasBegun()) {
        connection.catchUpTotals();
        if (!queue.isIdle()) {
          return;
        }
      }
    } catch (Throwable e) { // as above; tried again after the next group
      log.failed(e);
      link.afterFailure(e);
    }
  }

  private void checkpoint() {
    WriterConnection connection = link.current();
    if (connection == null) {
      return;
    }
    try {
      checkpoints.afterAnswers(connection, queue.isEmpty());
    } catch (SQLException e) {
      log.failed(e);
      link.afterFailure(e);
    }
  }

  private void publish(List<StoredRequest> results) {
    List<StoredEvent> rows = new ArrayList<>();
    results.forEach(result -> rows.addAll(result.rows()));
    if (rows.isEmpty()) {
      return;
    }
    countCommits(strategy == WriteStrategy.PER_EVENT ? rows.size() : 1);
    try {
      listener.committed(Collections.unmodifiableList(rows));
    } catch (RuntimeException e) {
      log.receiverFailed(e);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // the writer thread alone counts
  private void countCommits(int commits) {
    groupsCommitted += commits;
  }

  private void fail(List<WriteRequest> requests, StoreFault fault) {
    requests.forEach(request -> complete(request, new WriteOutcome.Failed(fault)));
  }

  private void complete(WriteRequest request, WriteOutcome outcome) {
    try {
      request.completion().accept(outcome);
    } catch (RuntimeException e) {
      log.receiverFailed(e);
    }
  }

  private void closeConnection() {
    @Nullable WriterConnection connection = link.current();
    if (connection == null) {
      return;
    }
    try {
      connection.checkpointAndTruncate();
      connection.close();
    } catch (SQLException e) {
      log.failed(e); // everything is committed; the next start finds it in the log
      connection.close(e);
    }
  }
}
