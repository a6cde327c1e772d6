package dev.spikebench.server.store;

import static dev.spikebench.server.store.EventBuilder.event;
import static dev.spikebench.server.store.EventBuilder.withId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.server.config.WriteStrategy;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ClosingTest {

  @TempDir Path folder;
  private Path path;
  private File log;

  @BeforeEach
  void choosePath() {
    path = folder.resolve("a.db");
    log = folder.resolve("a.db-wal").toFile();
  }

  @ParameterizedTest
  @EnumSource(WriteStrategy.class)
  void everythingAcceptedIsStoredBeforeTheStoreIsClosed(WriteStrategy strategy) throws Exception {
    TestStore test = TestStore.open(path, strategy);
    CountDownLatch release = new CountDownLatch(1);
    test.store.submit(new WriteRequest(List.of(), outcome -> TestStore.await(release)));
    List<CompletableFuture<WriteOutcome>> accepted =
        new ArrayList<>(
            IntStream.range(0, 30).mapToObj(i -> test.submit(withId("e" + i))).toList());
    Thread closer = Thread.ofPlatform().start(test::close);
    Awaitility.await().until(() -> !test.store.submit(new WriteRequest(List.of(), outcome -> {})));
    release.countDown();
    closer.join();

    assertThat(accepted).allMatch(CompletableFuture::isDone);
    assertThat(TestStore.query(path, "SELECT count(*) FROM events")).containsExactly("30");
  }

  @Test
  void nothingIsLeftInTheLog() {
    try (TestStore test = TestStore.open(path)) {
      test.write(event().metadata("x".repeat(100_000)).build());
      assertThat(log).isNotEmpty();
      assertThat(test.store.databaseSizeBytes()).isEqualTo(path.toFile().length() + log.length());
    }
    assertThat(log.length()).isZero();
    assertThat(path.toFile().length()).isGreaterThan(100_000);
  }

  @Test
  void aClosedStoreRefusesEverything() {
    TestStore test = TestStore.open(path);
    test.close();
    test.close();

    assertThat(test.store.submit(new WriteRequest(List.of(event().build()), outcome -> {})))
        .isFalse();
    assertThat(test.store.sweep()).isCompletedExceptionally();
    assertThatThrownBy(() -> test.events(EventFilter.NONE)).isInstanceOf(StoreException.class);
  }

  @Test
  void aReaderElsewhereDoesNotHoldUpClosing() throws SQLException {
    TestStore test = TestStore.open(path);
    try (Connection other = TestStore.connect(path);
        Statement reader = other.createStatement()) {
      test.write(withId("a"));
      reader.execute("BEGIN");
      try (ResultSet row = reader.executeQuery("SELECT count(*) FROM events")) {
        assertThat(row.next()).isTrue();
      }
      test.write(withId("b"));
      test.close();
      reader.execute("COMMIT");
    }
    assertThat(TestStore.query(path, "SELECT event_id FROM events")).containsExactly("a", "b");
  }

  @Test
  void aLockElsewhereDoesNotHoldUpClosingAndWhatItBlockedIsFailed() throws SQLException {
    TestStore test = TestStore.open(path);
    CompletableFuture<WriteOutcome> blocked;
    try (Connection other = TestStore.connect(path);
        Statement lock = other.createStatement()) {
      lock.execute("BEGIN IMMEDIATE");
      blocked = test.submit(withId("a"));
      test.close();
      assertThat(blocked).isCompletedWithValue(new WriteOutcome.Failed(StoreFault.UNAVAILABLE));
    }
    assertThat(TestStore.query(path, "SELECT count(*) FROM events")).containsExactly("0");
  }

  @Test
  void aLogThatNobodyWaitsForIsCopiedIntoTheDatabase() {
    try (TestStore test = TestStore.open(path)) {
      for (int i = 0; i < 100; i++) {
        test.write(event().metadata("x".repeat(100_000)).build());
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(path.toFile().length()).isGreaterThan(4_000_000));
    }
  }
}
