package dev.spikebench.jmh;

import dev.spikebench.server.config.Synchronous;
import dev.spikebench.server.config.WriteStrategy;
import dev.spikebench.server.event.IngestEvent;
import dev.spikebench.server.store.EventStore;
import dev.spikebench.server.store.StatsFilter;
import dev.spikebench.server.store.StoreSettings;
import dev.spikebench.server.store.WriteOutcome;
import dev.spikebench.server.store.WriteRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// What does it cost to store an event, by write strategy and by how many events wait together, in
/// requests of up to 50 events, in a real file of the full schema? An operation is one event.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class InsertBenchmark {
  private static final int EVENTS = 2_000;
  private static final int WAIT_LIMIT_S = 30;
  private static final int MOST_EVENTS_A_REQUEST = 50;

  /// How requests are grouped into transactions.
  @Param public WriteStrategy strategy = WriteStrategy.GROUP;

  /// How many events wait together for the writer; it divides 2,000.
  @Param({"1", "50", "500", "2000"})
  public int waitingEvents = 1;

  private final AtomicLong acknowledged = new AtomicLong();
  private TemporaryFolder folder;
  private EventStore store;
  private long nextIndex;
  private List<List<List<IngestEvent>>> groups = List.of();

  /// A file that grows for one iteration only, so that iterations are alike.
  @Setup(Level.Iteration)
  public void open() {
    folder = TemporaryFolder.create();
    store = EventStore.open(settings(folder.path().resolve("ingest.db")), events -> {});
    acknowledged.set(0);
    nextIndex = 0;
  }

  /// Events that the file does not have yet.
  @Setup(Level.Invocation)
  public void prepare() {
    groups = new ArrayList<>();
    for (int first = 0; first < EVENTS; first += waitingEvents) {
      List<List<IngestEvent>> requests = new ArrayList<>();
      for (int i = 0; i < waitingEvents; i += MOST_EVENTS_A_REQUEST) {
        int events = Math.min(MOST_EVENTS_A_REQUEST, waitingEvents - i);
        requests.add(SpecEvents.of(nextIndex, events));
        nextIndex += events;
      }
      groups.add(requests);
    }
  }

  /// Stores 2,000 events, group after group, each acknowledged before the next one comes.
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void store() throws InterruptedException {
    for (List<List<IngestEvent>> requests : groups) {
      storeTogether(requests);
    }
  }

  /// Every event that was acknowledged must be in the file.
  @TearDown(Level.Iteration)
  public void checkAndClose() {
    long stored = store.stats(StatsFilter.NONE).totalEvents();
    store.close();
    folder.delete();
    Answers.requireEqual("stored events", nextIndex, stored);
    Answers.requireEqual("acknowledged events", nextIndex, acknowledged.get());
  }

  private void storeTogether(List<List<IngestEvent>> requests) throws InterruptedException {
    CountDownLatch allWait = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(requests.size());
    if (requests.size() > 1) {
      // Holds the writer until all of them are in its queue.
      submit(new WriteRequest(List.of(), outcome -> await(allWait)));
    }
    for (List<IngestEvent> events : requests) {
      submit(
          new WriteRequest(
              events,
              outcome -> {
                acknowledged.addAndGet(((WriteOutcome.Stored) outcome).ids().length);
                answers.countDown();
              }));
    }
    allWait.countDown();
    Answers.requireEqual("answered in time", true, answers.await(WAIT_LIMIT_S, TimeUnit.SECONDS));
  }

  private void submit(WriteRequest request) {
    Answers.requireEqual("accepted", true, store.submit(request));
  }

  private StoreSettings settings(Path file) {
    return new StoreSettings(
        file, Synchronous.NORMAL, strategy, 1024, Duration.ofMinutes(5), InstantSource.system());
  }

  private static void await(CountDownLatch latch) {
    try {
      Answers.requireEqual("released in time", true, latch.await(WAIT_LIMIT_S, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
