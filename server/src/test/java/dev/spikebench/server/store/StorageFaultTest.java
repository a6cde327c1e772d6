package dev.spikebench.server.store;

import static dev.spikebench.server.store.EventBuilder.event;
import static dev.spikebench.server.store.EventBuilder.withId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.server.config.WriteStrategy;
import dev.spikebench.server.event.IngestEvent;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StorageFaultTest {

  /// Makes the database itself refuse one kind of event, as a stricter schema would.
  private static final String TRIGGER =
      "CREATE TRIGGER aux_refuse BEFORE INSERT ON events WHEN new.tool_name = 'refused'"
          + " BEGIN SELECT RAISE(ABORT, 'refused'); END";

  private static final IngestEvent REFUSED = event().toolName("refused").build();

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void choosePath() {
    path = folder.resolve("a.db");
  }

  @ParameterizedTest
  @EnumSource(
      value = WriteStrategy.class,
      names = {"PER_BATCH", "GROUP"})
  void aBatchWithAFaultStoresNothingAtAll(WriteStrategy strategy) throws SQLException {
    try (TestStore test = TestStore.open(path, strategy)) {
      test.execute(TRIGGER);
      assertThat(test.fail(withId("a"), event().sessionId("t").build(), REFUSED))
          .isEqualTo(StoreFault.UNAVAILABLE);

      assertThat(test.heard).isEmpty();
      assertThat(test.query("SELECT id FROM sessions UNION SELECT id FROM agents")).isEmpty();
      assertThat(test.write(withId("a")).ids()).containsExactly(1);
    }
  }

  @Test
  void perEventKeepsTheEventsBeforeTheFaultAndTellsTheListener() throws SQLException {
    try (TestStore test = TestStore.open(path, WriteStrategy.PER_EVENT)) {
      test.execute(TRIGGER);
      test.fail(withId("a"), REFUSED, withId("b"));
      assertThat(test.query("SELECT event_id FROM events")).containsExactly("a");
      assertThat(test.heard).extracting(StoredEvent::eventId).containsExactly("a");
    }
  }

  @Test
  void theFaultOfOneRequestLeavesTheOthersOfItsGroupAlone() throws Exception {
    try (TestStore test = TestStore.open(path)) {
      test.execute(TRIGGER);
      CountDownLatch release = new CountDownLatch(1);
      test.store.submit(new WriteRequest(List.of(), outcome -> TestStore.await(release)));
      CompletableFuture<WriteOutcome> before = test.submit(withId("a"));
      CompletableFuture<WriteOutcome> faulty = test.submit(withId("b"), REFUSED);
      CompletableFuture<WriteOutcome> after = test.submit(withId("b"), withId("a"));
      release.countDown();

      assertThat(TestStore.outcome(before)).isInstanceOf(WriteOutcome.Stored.class);
      assertThat(TestStore.outcome(faulty))
          .isEqualTo(new WriteOutcome.Failed(StoreFault.UNAVAILABLE));
      assertThat(TestStore.outcome(after))
          .isInstanceOfSatisfying(
              WriteOutcome.Stored.class,
              stored -> {
                assertThat(stored.ids()).containsExactly(2);
                assertThat(stored.duplicates()).isEqualTo(1);
              });
      assertThat(test.heard).extracting(StoredEvent::eventId).containsExactly("a", "b");
    }
  }

  @Test
  void aLockHeldTooLongIsAFaultThatPassesWhileReadsGoOn() throws SQLException {
    try (TestStore test = TestStore.open(path);
        Connection other = TestStore.connect(path);
        Statement lock = other.createStatement()) {
      test.write(withId("a"));
      lock.execute("BEGIN IMMEDIATE");
      CompletableFuture<WriteOutcome> blocked = test.submit(withId("b"));
      assertThat(test.events(EventFilter.NONE).total()).isEqualTo(1);
      assertThat(test.store.stats(StatsFilter.NONE).totalEvents()).isEqualTo(1);
      assertThat(blocked).isNotDone();
      assertThat(TestStore.outcome(blocked))
          .isEqualTo(new WriteOutcome.Failed(StoreFault.UNAVAILABLE));

      lock.execute("ROLLBACK");
      assertThat(test.write(withId("b")).ids()).containsExactly(2);
    }
  }

  @Test
  void aLockReleasedInTimeIsWaitedFor() throws SQLException {
    try (TestStore test = TestStore.open(path);
        Connection other = TestStore.connect(path);
        Statement lock = other.createStatement()) {
      lock.execute("BEGIN IMMEDIATE");
      CompletableFuture<WriteOutcome> waiting = test.submit(withId("a"));
      assertThat(waiting).isNotDone();
      lock.execute("COMMIT");
      assertThat(TestStore.outcome(waiting)).isInstanceOf(WriteOutcome.Stored.class);
    }
  }

  @Test
  void aFullDatabaseFailsTheRequestThatDoesNotFitAndStoresTheOneThatDoes() throws Exception {
    try (WriterRig rig = new WriterRig(path)) {
      rig.run("PRAGMA max_page_count = 120");
      CountDownLatch release = new CountDownLatch(1);
      rig.queue.offer(new WriteRequest(List.of(), outcome -> TestStore.await(release)));
      CompletableFuture<WriteOutcome> large =
          rig.submit(event().eventId("large").metadata("x".repeat(600_000)).build());
      CompletableFuture<WriteOutcome> small = rig.submit(withId("small"));
      release.countDown();
      assertThat(TestStore.outcome(large)).isEqualTo(new WriteOutcome.Failed(StoreFault.DISK_FULL));
      assertThat(TestStore.outcome(small)).isInstanceOf(WriteOutcome.Stored.class);

      rig.run("PRAGMA max_page_count = 100000");
      CompletableFuture<WriteOutcome> again =
          rig.submit(event().eventId("large").metadata("x".repeat(600_000)).build());
      assertThat(TestStore.outcome(again)).isInstanceOf(WriteOutcome.Stored.class);
      assertThat(TestStore.query(path, "SELECT event_id FROM events ORDER BY id"))
          .containsExactly("small", "large");
    }
  }

  @Test
  void aRemovedDatabaseIsMadeAnewBeforeTheNextEventIsAcknowledged() throws Exception {
    try (TestStore test = TestStore.open(path)) {
      test.write(withId("lost"));
      assertThat(test.events(EventFilter.NONE).total()).isEqualTo(1);
      removeDatabase();

      assertThat(test.write(withId("kept")).ids()).containsExactly(1);
      assertThat(test.events(EventFilter.NONE).events())
          .extracting(StoredEvent::eventId)
          .containsExactly("kept");
    }
    assertThat(TestStore.query(path, "SELECT event_id FROM events")).containsExactly("kept");
  }

  @Test
  void aRemovedFolderIsAFaultUntilItCanBeMadeAgain() throws Exception {
    Path inner = folder.resolve("inner");
    try (TestStore test = TestStore.open(inner.resolve("a.db"))) {
      test.write(withId("lost"));
      Path moved = folder.resolve("moved");
      Files.move(inner, moved);
      Files.writeString(inner, "a file where the folder was");
      assertThat(test.fail(withId("refused"))).isEqualTo(StoreFault.UNAVAILABLE);
      assertThat(test.fail(withId("refused"))).isEqualTo(StoreFault.UNAVAILABLE);

      Files.delete(inner);
      assertThat(test.write(withId("kept")).ids()).containsExactly(1);
    }
  }

  @Test
  void aDamagedFileIsAFaultForReadsUntilItIsRestored() throws Exception {
    try (TestStore test = TestStore.open(path)) {
      test.write(withId("a"));
      test.query("PRAGMA wal_checkpoint(TRUNCATE)");
      byte[] good = Files.readAllBytes(path);
      Files.write(path, new byte[good.length]);
      assertThatThrownBy(() -> test.events(EventFilter.NONE))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.fault()).isEqualTo(StoreFault.UNAVAILABLE));

      Files.write(path, good);
      assertThat(test.events(EventFilter.NONE).total()).isEqualTo(1);
    }
  }

  @Test
  void aReadThatTakesTooLongIsEnded() {
    try (TestStore test = TestStore.open(path)) {
      ReadPool pool = new ReadPool(new DatabaseFile(path));
      assertThatThrownBy(() -> pool.read(StorageFaultTest::endless))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.fault()).isEqualTo(StoreFault.TIMEOUT));
      pool.close();
      assertThat(test.events(EventFilter.NONE).total()).isZero();
    }
  }

  private static long endless(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n");
      throw new AssertionError("an endless query ended");
    }
  }

  private void removeDatabase() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "a.db*")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  /// The writer alone, so that a test can set limits on its very connection.
  private static final class WriterRig implements AutoCloseable {

    private final WriteQueue queue = new WriteQueue(100);
    private final WriterLink link;
    private final Thread thread;

    WriterRig(Path path) throws SQLException {
      CloseDeadline closing = new CloseDeadline();
      StoreSettings settings = TestStore.settings(path, WriteStrategy.GROUP, 100, new TestClock());
      link =
          new WriterLink(
              new DatabaseFile(path), settings, new LockWait(closing), new TotalsTrust(), () -> {});
      link.connection();
      thread =
          Thread.ofPlatform()
              .daemon()
              .start(
                  new Writer(
                      queue,
                      link,
                      rows -> {},
                      closing,
                      settings,
                      new ReadPool(new DatabaseFile(path))));
    }

    CompletableFuture<WriteOutcome> submit(IngestEvent event) {
      CompletableFuture<WriteOutcome> outcome = new CompletableFuture<>();
      assertThat(queue.offer(new WriteRequest(List.of(event), outcome::complete))).isTrue();
      return outcome;
    }

    /// Runs a statement on the writer's thread and connection.
    void run(String sql) throws Exception {
      CompletableFuture<Boolean> done = new CompletableFuture<>();
      queue.offer(
          new WriteRequest(
              List.of(),
              outcome -> {
                try {
                  link.connection().execute(sql);
                  done.complete(true);
                } catch (SQLException e) {
                  done.completeExceptionally(e);
                }
              }));
      done.get();
    }

    @Override
    public void close() {
      queue.close();
      Awaitility.await().until(() -> !thread.isAlive());
    }
  }
}
