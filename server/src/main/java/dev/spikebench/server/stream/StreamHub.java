package dev.spikebench.server.stream;

import dev.spikebench.server.store.CommitListener;
import dev.spikebench.server.store.StatsSnapshot;
import dev.spikebench.server.store.StoredEvent;
import dev.spikebench.server.store.SweepResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.StreamSourceConduit;

/// The subscribers of the event stream and what is sent to them. Each message is rendered once and
/// shared. Any thread; nothing here waits for a subscriber.
public final class StreamHub implements CommitListener {
  private static final Duration STALL_LIMIT = Duration.ofSeconds(5);
  private static final long CHECK_PERIOD_MS = 100;
  private static final int CHUNK_EVENTS = 500;
  private static final int CHUNK_METADATA_CHARS = 256 * 1024;

  private final int maxClients;
  private final long heartbeatNs;
  private final InstantSource clock;
  private final AtomicInteger clients = new AtomicInteger();
  private final CopyOnWriteArrayList<Subscriber> subscribers = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /// @param maxClients how many may listen at once
  /// @param heartbeat the silence after which a stream gets a comment
  /// @param timer looks at all subscribers now and then
  public StreamHub(
      int maxClients, Duration heartbeat, InstantSource clock, ScheduledExecutorService timer) {
    this.maxClients = maxClients;
    this.heartbeatNs = heartbeat.toNanos();
    this.clock = clock;
    var _ =
        timer.scheduleWithFixedDelay(
            this::check, CHECK_PERIOD_MS, CHECK_PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  /// How many may listen at once.
  public int maxClients() {
    return maxClients;
  }

  /// How many listen now.
  public int clients() {
    return clients.get();
  }

  /// Takes a slot for a new subscriber; false at the limit. One that is taken must be followed by
  /// [#subscribe].
  public boolean tryReserve() {
    int before = clients.get();
    while (before < maxClients) {
      if (clients.compareAndSet(before, before + 1)) {
        return true;
      }
      before = clients.get();
    }
    return false;
  }

  /// Turns a connection into a subscriber that gets `connected` first and then every message from
  /// now on. On the connection's IO thread.
  ///
  /// @param sink the response's channel, its status and fields set
  /// @param source the bare source of the connection, watched for the client's end
  public void subscribe(
      StreamFilter filter,
      StreamConnection connection,
      StreamSinkChannel sink,
      StreamSourceConduit source) {
    Frame connected = Frames.connected(clock.instant());
    Subscriber subscriber = new Subscriber(filter, connection, sink, connected, this::forget);
    // On the list before anything is sent: who has read `connected` misses nothing from then on.
    subscribers.add(subscriber);
    subscriber.start(source);
    if (closed) {
      subscriber.close();
    }
  }

  @Override
  public void committed(List<StoredEvent> events) {
    // One look at the list for the whole commit, so that a newcomer gets all of one or nothing.
    List<Subscriber> listeners = List.copyOf(subscribers);
    if (listeners.isEmpty()) {
      return;
    }
    List<StoredEvent> chunk = new ArrayList<>();
    int chars = 0;
    for (StoredEvent event : events) {
      if (isWanted(event, listeners)) {
        chunk.add(event);
        chars += event.metadata().length();
      }
      if (chunk.size() == CHUNK_EVENTS || chars > CHUNK_METADATA_CHARS) {
        publish(chunk, listeners);
        chunk = new ArrayList<>();
        chars = 0;
      }
    }
    if (!chunk.isEmpty()) {
      publish(chunk, listeners);
    }
  }

  /// Sends statistics to everybody.
  public void publish(StatsSnapshot stats) {
    publish(Frames.stats(stats));
  }

  /// Tells everybody what a sweep has changed.
  public void publish(SweepResult swept) {
    publish(Frames.sessionUpdate(swept));
  }

  /// Disconnects everybody, for good.
  public void close() {
    closed = true;
    subscribers.forEach(Subscriber::close);
  }

  private static boolean isWanted(StoredEvent event, List<Subscriber> listeners) {
    for (Subscriber listener : listeners) {
      if (listener.filter().wants(event)) {
        return true;
      }
    }
    return false;
  }

  private static void publish(List<StoredEvent> events, List<Subscriber> listeners) {
    EventFrames frames = EventFrames.render(events);
    for (Subscriber listener : listeners) {
      listener.offer(frames.matching(listener.filter()));
    }
  }

  private void forget(Subscriber subscriber) {
    subscribers.remove(subscriber);
    clients.decrementAndGet();
  }

  private void publish(Frame frame) {
    List<Frame> frames = List.of(frame);
    subscribers.forEach(subscriber -> subscriber.offer(frames));
  }

  private void check() {
    long nowNs = System.nanoTime();
    for (Subscriber subscriber : subscribers) {
      subscriber.check(nowNs, heartbeatNs, STALL_LIMIT.toNanos());
    }
  }
}
