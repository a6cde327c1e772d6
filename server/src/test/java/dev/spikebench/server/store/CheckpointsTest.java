package dev.spikebench.server.store;

import static dev.spikebench.server.store.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spikebench.server.config.WriteStrategy;
import dev.spikebench.server.event.IngestEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When the log of a writer that never rests is copied into the database.
final class CheckpointsTest {

  @TempDir Path folder;
  private ReadPool readers;
  private WriterConnection writer;
  private int nextEvent;

  @BeforeEach
  void open() throws SQLException {
    Path path = folder.resolve("a.db");
    DatabaseFile file = new DatabaseFile(path);
    StoreSettings settings = TestStore.settings(path, WriteStrategy.GROUP, 100, new TestClock());
    readers = new ReadPool(file);
    writer =
        WriterConnection.open(file, settings, new LockWait(new CloseDeadline()), new TotalsTrust());
  }

  @AfterEach
  void close() throws SQLException {
    readers.close();
    writer.close();
  }

  @Test
  void aPartIsCopiedBesideTheWriter() throws Exception {
    CountDownLatch copied = new CountDownLatch(1);
    Checkpoints checkpoints =
        new Checkpoints(
            new ReadersThat(
                () -> {
                  LogCopy copy = readers.copyLog();
                  copied.countDown();
                  return copy;
                }));

    writeAPart();
    checkpoints.afterAnswers(writer, false);

    assertThat(copied.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(writer.logFrames().pending()).isZero();
    assertThat(writer.logFrames().total()).isGreaterThanOrEqualTo(CheckpointPolicy.PART_FRAMES);
  }

  @Test
  void whoClosesTheStoreWaitsForTheCopyBesideTheWriter() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    Checkpoints checkpoints =
        new Checkpoints(
            new ReadersThat(
                () -> {
                  TestStore.await(mayEnd);
                  return readers.copyLog();
                }));
    writeAPart();
    checkpoints.afterAnswers(writer, false);

    Thread closing = Thread.ofPlatform().start(() -> checkpoints.awaitCopy(Duration.ofMinutes(5)));
    await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
    mayEnd.countDown();
    closing.join();

    assertThat(writer.logFrames().pending()).isZero();
  }

  @Test
  void aLogThatIsAlwaysWrittenToIsBegunAnew() throws SQLException {
    AtomicInteger parts = new AtomicInteger();
    Checkpoints checkpoints = counting(parts);

    long longest = 0;
    int begunAnew = 0;
    long before = 0;
    while (begunAnew < 2 && nextEvent < 400_000) {
      write(500);
      long total = writer.logFrames().total();
      begunAnew += total < before ? 1 : 0;
      before = total;
      longest = Math.max(longest, total);
      checkpoints.afterAnswers(writer, false);
      if (total >= 2 * CheckpointPolicy.NECESSARY_FRAMES) {
        checkpoints.awaitCopy(Duration.ofMinutes(1)); // a disk that does not keep up
      }
    }

    assertThat(begunAnew).isEqualTo(2);
    assertThat(parts).hasPositiveValue();
    // It may grow while another thread copies the last part.
    assertThat(longest).isLessThan(3 * CheckpointPolicy.NECESSARY_FRAMES);
  }

  @Test
  void aReaderThatHoldsTheLogBackIsNotTriedAgainAndAgain() throws Exception {
    AtomicInteger parts = new AtomicInteger();
    Checkpoints checkpoints = counting(parts);
    write(500);
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch reads = new CountDownLatch(1);
    Thread reader =
        Thread.ofPlatform()
            .start(
                () ->
                    readers.read(
                        connection -> {
                          long newest =
                              EventReader.page(connection, EventFilter.NONE, 1, 0).total();
                          reads.countDown();
                          TestStore.await(mayEnd);
                          return newest;
                        }));
    reads.await();

    long total = 0;
    while (total < CheckpointPolicy.NECESSARY_FRAMES) {
      write(100);
      checkpoints.afterAnswers(writer, false);
      total = writer.logFrames().total();
    }
    mayEnd.countDown();
    reader.join();

    assertThat(parts.get()).isBetween(1, (int) (total / CheckpointPolicy.PART_FRAMES));
  }

  @Test
  void aFailureBesideTheWriterLeavesTheWriterToIt() throws SQLException {
    Checkpoints checkpoints =
        new Checkpoints(
            new ReadersThat(
                () -> {
                  throw new StoreException(StoreFault.UNAVAILABLE, "as a test wants it", null);
                }));

    long total = 0;
    long before = -1;
    while (total > before && nextEvent < 400_000) {
      write(500);
      before = total;
      total = writer.logFrames().total();
      checkpoints.afterAnswers(writer, false);
    }

    assertThat(before).isGreaterThanOrEqualTo(CheckpointPolicy.NECESSARY_FRAMES);
    assertThat(total).isLessThan(before);
  }

  @Test
  void readsDoNotWaitOnceTheWriterHasCopiedALogOfTheGreatestLength() throws SQLException {
    ReadersThat lag = new ReadersThat(() -> new LogCopy(0, new LogFrames(1, 0)));
    Checkpoints checkpoints = new Checkpoints(lag);

    long total = 0;
    while (total < CheckpointPolicy.MOST_FRAMES && nextEvent < 400_000) {
      write(500);
      total = writer.logFrames().total();
      checkpoints.afterAnswers(writer, false);
    }

    await()
        .untilAsserted(
            () -> {
              checkpoints.afterAnswers(writer, false);
              assertThat(lag.calls).containsExactly("pause", "resume");
            });
  }

  @Test
  void aLogThatIsReadFromAllTheTimeIsBegunAnew() throws SQLException {
    write(500);
    Checkpoints checkpoints = new Checkpoints(readers);
    AtomicBoolean enough = new AtomicBoolean();
    AtomicInteger reads = new AtomicInteger();
    boolean begunAnew = false;
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (int i = 0; i < 3; i++) {
        threads.execute(
            () -> {
              while (!enough.get()) {
                readers.read(CheckpointsTest::longRead);
                reads.incrementAndGet();
              }
            });
      }
      await().until(() -> reads.get() >= 3);
      long before = 0;
      long total = 0;
      while (total >= before && nextEvent < 600_000) {
        write(500);
        before = total;
        total = writer.logFrames().total();
        checkpoints.afterAnswers(writer, false);
      }
      begunAnew = total < before;
      int readSoFar = reads.get();
      await().until(() -> reads.get() > readSoFar);
      enough.set(true);
    }

    assertThat(begunAnew).isTrue();
  }

  /// Sees the log as it was when it began, for a tenth of a second or so.
  private static long longRead(Connection connection) throws SQLException {
    long newest = EventReader.page(connection, EventFilter.NONE, 1, 0).total();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000)"
                    + " SELECT max(i) FROM n")) {
      row.next();
      return newest + row.getLong(1);
    }
  }

  /// Checkpoints that count the parts they copy beside the writer.
  private Checkpoints counting(AtomicInteger parts) {
    return new Checkpoints(
        new ReadersThat(
            () -> {
              parts.incrementAndGet();
              return readers.copyLog();
            }));
  }

  /// As much as is worth copying beside the writer.
  private void writeAPart() throws SQLException {
    while (writer.logFrames().total() < CheckpointPolicy.PART_FRAMES) {
      write(500);
    }
  }

  /// Events of half a page each.
  private void write(int events) throws SQLException {
    String metadata = "{\"text\":\"" + "x".repeat(2_000) + "\"}";
    List<IngestEvent> request =
        IntStream.range(0, events)
            .mapToObj(i -> event().eventId("e" + nextEvent++).metadata(metadata).build())
            .toList();
    writer.writeTogether(List.of(new WriteRequest(request, outcome -> {})));
  }

  /// The readers of the test, but for how they copy the log.
  private final class ReadersThat implements Checkpoints.Readers {
    private final Supplier<LogCopy> copying;
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();

    ReadersThat(Supplier<LogCopy> copying) {
      this.copying = copying;
    }

    @Override
    public LogCopy copyLog() {
      return copying.get();
    }

    @Override
    public void pauseReads() {
      calls.add("pause");
      readers.pauseReads();
    }

    @Override
    public void resumeReads() {
      calls.add("resume");
      readers.resumeReads();
    }
  }
}
