package dev.spikebench.loadgen.stream;

import java.util.concurrent.TimeUnit;

/// One subscriber of the stream over the whole run, across all its connections: reads what comes,
/// and notes it in the ledger.
///
/// Its connection's thread calls [#begin()], [#received(byte[], int, int, long)] and
/// [#ended(long)], one connection after the other; any thread may ask for the counts.
public final class Subscription {
  private static final String CONTRACT_TYPE = "message";

  /// Half of what must wait before the contract lets a target cut a subscriber off: the other half
  /// may be on its way, and what waits is only estimated.
  private static final long CUT_OFF_BYTES = 8 << 20;

  /// The time without a byte taken after which it may do so, less a second's doubt.
  private static final long CUT_OFF_NS = TimeUnit.SECONDS.toNanos(4);

  private final DeliveryLedger ledger;
  private final Deliveries deliveries;
  private final StreamFrame frame = new StreamFrame();
  private EventStreamReader reader = newReader();
  private long nowNs;
  private long lastRowId = Long.MIN_VALUE;
  private long measuredEvents;
  private long eventMessages;
  private long duplicates;
  private long outOfOrder;
  private long unreadable;
  private long otherEvents;
  private long uncountedEvents;
  private long stats;
  private long sessionUpdates;
  private long otherMessages;
  private long comments;
  private long bytes;
  private long refused;
  private long unreachable;
  private long endedStreams;
  private long cutOffs;
  private long connects;
  private long retryMs;

  /// Bytes, published for other threads; whoever reads it sees the counts of then.
  private volatile long publishedBytes;

  private volatile boolean connected;

  /// A subscriber whose deliveries count in the ledger.
  public Subscription(DeliveryLedger ledger) {
    this.ledger = ledger;
    this.deliveries = ledger.add();
  }

  /// A connection was let in and its stream begins.
  public void begin() {
    reader = newReader();
    connects++;
    publish();
  }

  /// Takes the next bytes of the stream.
  ///
  /// @param arrivedNs when they were there, on the clock of [System#nanoTime()]
  /// @throws EventStreamException if the stream can't be read on
  public void received(byte[] chunk, int offset, int length, long arrivedNs) {
    nowNs = arrivedNs;
    bytes += length;
    reader.feed(chunk, offset, length);
    publish();
  }

  /// The stream has ended or broken.
  ///
  /// @param endedNs when, on the clock of [System#nanoTime()]
  public void ended(long endedNs) {
    reader.end();
    connected = false;
    endedStreams++;
    long behind = ledger.acknowledged() - measuredEvents;
    long behindBytes = eventMessages == 0 ? 0 : behind * (bytes / eventMessages);
    if (behindBytes > CUT_OFF_BYTES || (behind > 0 && endedNs - nowNs > CUT_OFF_NS)) {
      cutOffs++;
    }
    publish();
  }

  /// The target refused the connection because it has no room for more subscribers.
  public void refused() {
    refused++;
    publish();
  }

  /// An attempt to connect came to nothing in any other way.
  public void unreachable() {
    unreachable++;
    publish();
  }

  /// Whether the stream that is open has said `connected`.
  public boolean isConnected() {
    return connected;
  }

  /// Whether a stream of this subscriber ever said so.
  public boolean wasConnected() {
    return deliveries.hasBegun();
  }

  /// Bytes taken so far.
  public long bytes() {
    return publishedBytes;
  }

  /// The time after which the target wants to see a subscriber again; 0 where it has not said.
  public long retryMs() {
    return retryMs;
  }

  /// The counts so far. Only after [DeliveryLedger#finish()] are all events among them.
  public SubscriberCounts counts() {
    // Read first: it makes the others visible.
    long bytesSoFar = publishedBytes;
    synchronized (ledger) {
      return new SubscriberCounts(
          deliveries.delivered() + deliveries.lost(),
          deliveries.delivered(),
          deliveries.lost(),
          duplicates,
          outOfOrder,
          unreadable,
          deliveries.unacknowledged(),
          otherEvents,
          uncountedEvents,
          stats,
          sessionUpdates,
          otherMessages,
          comments,
          bytesSoFar,
          Math.max(0, connects - 1),
          refused,
          unreachable,
          endedStreams,
          cutOffs);
    }
  }

  private EventStreamReader newReader() {
    return new EventStreamReader(new Listener());
  }

  private void welcome() {
    deliveries.begin(ledger.next());
    connected = true;
  }

  private void event() {
    eventMessages++;
    boolean ascends = frame.rowId() > lastRowId;
    lastRowId = Math.max(lastRowId, frame.rowId());
    long sequence = frame.eventKey() == EventKey.NONE ? -1 : ledger.find(frame.eventKey());
    if (sequence >= 0 && !deliveries.mark(sequence)) {
      duplicates++;
      return;
    }
    outOfOrder += ascends ? 0 : 1;
    if (sequence < 0) {
      otherEvents++;
    } else if (ledger.isMeasured(sequence)) {
      measuredEvents++;
      ledger.delivered(sequence, nowNs);
    } else {
      uncountedEvents++;
    }
  }

  private void publish() {
    publishedBytes = bytes;
  }

  private final class Listener implements EventStreamListener {
    @Override
    public void message(StreamMessage message) {
      if (!message.type().equals(CONTRACT_TYPE)) {
        otherMessages++;
        return;
      }
      switch (frame.read(message.dataBytes(), message.dataLength())) {
        case EVENT -> event();
        case CONNECTED -> welcome();
        case STATS -> stats++;
        case SESSION_UPDATE -> sessionUpdates++;
        case OTHER -> otherMessages++;
        case UNREADABLE -> unreadable++;
      }
    }

    @Override
    public void comment(String text) {
      comments++;
    }

    @Override
    public void retry(long milliseconds) {
      retryMs = milliseconds;
    }
  }
}
