package dev.spikebench.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.server.config.Synchronous;
import dev.spikebench.server.config.WriteStrategy;
import dev.spikebench.server.event.IngestEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A store on a real file with what it told its listener, and a second way to look into the file.
final class TestStore implements AutoCloseable {

  static final Duration SESSION_TIMEOUT = Duration.ofMinutes(5);

  final Path path;
  final TestClock clock = new TestClock();
  final List<StoredEvent> heard = new CopyOnWriteArrayList<>();
  final EventStore store;

  private TestStore(Path path, WriteStrategy strategy, int queueLimit) {
    this.path = path;
    store = EventStore.open(settings(path, strategy, queueLimit, clock), heard::addAll);
  }

  static TestStore open(Path path) {
    return open(path, WriteStrategy.GROUP);
  }

  static TestStore open(Path path, WriteStrategy strategy) {
    return open(path, strategy, 1024);
  }

  static TestStore open(Path path, WriteStrategy strategy, int queueLimit) {
    return new TestStore(path, strategy, queueLimit);
  }

  static StoreSettings settings(
      Path path, WriteStrategy strategy, int queueLimit, TestClock clock) {
    return new StoreSettings(
        path, Synchronous.NORMAL, strategy, queueLimit, SESSION_TIMEOUT, clock);
  }

  /// Submits a request that must be accepted.
  CompletableFuture<WriteOutcome> submit(IngestEvent... events) {
    CompletableFuture<WriteOutcome> outcome = new CompletableFuture<>();
    assertThat(store.submit(new WriteRequest(Arrays.asList(events), outcome::complete))).isTrue();
    return outcome;
  }

  /// Submits a request and waits until it is stored.
  WriteOutcome.Stored write(IngestEvent... events) {
    WriteOutcome outcome = outcome(submit(events));
    assertThat(outcome).isInstanceOf(WriteOutcome.Stored.class);
    return (WriteOutcome.Stored) outcome;
  }

  /// Submits a request and waits until it has failed.
  StoreFault fail(IngestEvent... events) {
    WriteOutcome outcome = outcome(submit(events));
    assertThat(outcome).isInstanceOf(WriteOutcome.Failed.class);
    return ((WriteOutcome.Failed) outcome).fault();
  }

  static WriteOutcome outcome(CompletableFuture<WriteOutcome> outcome) {
    return outcome.orTimeout(30, TimeUnit.SECONDS).join();
  }

  /// Waits for a latch where no checked exception fits.
  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  SweepResult sweep() {
    return store.sweep().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  EventPage events(EventFilter filter) {
    return store.events(filter, 1000, 0);
  }

  /// Rows of a query, each row's values joined by `|`.
  List<String> query(String sql) throws SQLException {
    return query(path, sql);
  }

  static List<String> query(Path path, String sql) throws SQLException {
    try (Connection connection = connect(path);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          values.add(Objects.toString(row.getObject(i)));
        }
        rows.add(String.join("|", values));
      }
      return rows;
    }
  }

  void execute(String sql) throws SQLException {
    execute(path, sql);
  }

  static void execute(Path path, String sql) throws SQLException {
    try (Connection connection = connect(path);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// A connection as another program would have it.
  static Connection connect(Path path) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + path);
  }

  @Override
  public void close() {
    store.close();
  }
}
