package dev.spikebench.jmh;

import dev.spikebench.server.store.StoredEvent;
import dev.spikebench.server.stream.StreamHub;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// What does one event cost that 1, 10 or 50 subscribers listen to, over real connections: the
/// thread that hands it over, and until the last one has it?
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FanOutBenchmark {
  /// How many listen.
  @Param({"1", "10", "50"})
  public int subscribers = 1;

  private final List<StoredEvent> event = List.of(SpecEvents.stored(7));
  private ScheduledExecutorService timer;
  private StreamHub hub;
  private SubscriberSockets sockets;

  /// Every subscriber must get the event, as one frame.
  @Setup
  public void connect() throws IOException {
    timer = Executors.newSingleThreadScheduledExecutor();
    hub = new StreamHub(subscribers, Duration.ofHours(1), InstantSource.system(), timer);
    sockets = SubscriberSockets.connect(hub, subscribers);
    hub.committed(event);
    sockets.requireSameFrame("\"event_id\":\"" + event.getFirst().eventId() + "\"");
  }

  /// What the writer thread spends: framing, and putting the frame in each one's line.
  @Benchmark
  public void handOver() {
    sockets.expectFrame();
    hub.committed(event);
  }

  /// From the commit until the last subscriber has read it.
  @Benchmark
  public void deliver() {
    sockets.expectFrame();
    hub.committed(event);
    sockets.awaitFrames();
  }

  /// Nothing may be left over from one operation to the next.
  @TearDown(Level.Invocation)
  public void settle() {
    sockets.awaitFrames();
  }

  @TearDown
  public void close() throws IOException {
    Answers.requireEqual("subscribers", subscribers, hub.clients());
    hub.close();
    sockets.close();
    timer.shutdownNow();
  }
}
