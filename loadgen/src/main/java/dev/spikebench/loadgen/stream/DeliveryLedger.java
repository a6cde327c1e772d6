package dev.spikebench.loadgen.stream;

import dev.spikebench.loadgen.recording.LatencyHistogram;
import dev.spikebench.loadgen.recording.LatencyRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// What was sent, set against what each subscriber got: which acknowledged events never came, which
/// came twice, and how long each took from its POST.
///
/// Events are numbered as they are sent and found by the key of their `event_id`, whatever its
/// shape. The ledger holds a window of the latest events and is of constant size at any length of a
/// run: an event that leaves the window without having come to a subscriber is lost to it. The
/// window is wider than what a target may keep waiting for a subscriber (16 MiB, about 40,000 of
/// the smallest events), so an event that is merely late is still in it.
///
/// Threads that send note it through a [RequestFollower]; they wait for each other, never for a
/// subscriber. Threads that read streams do so through a [Subscription] and wait for nobody.
public final class DeliveryLedger {
  private static final int MIN_WINDOW = 1 << 10;

  /// Never narrower than this for a run of so many events.
  private static final int WIDE_WINDOW = 1 << 15;

  private static final int MAX_WINDOW = 1 << 20;

  /// A bit for each event and subscriber.
  private static final long MAX_DELIVERY_BITS = (64L * Byte.SIZE) << 20;

  private final int window;
  private final KeyIndex index;
  private final long[] sentNs;
  private final long[] measured;
  private final long[] outside;
  private final AtomicBits acknowledged;
  private final AtomicBits failed;
  private final List<Deliveries> subscribers = new ArrayList<>();
  private final LatencyRecorder latency = new LatencyRecorder();
  private final AtomicLong acknowledgedCount = new AtomicLong();
  private final AtomicLong withoutId = new AtomicLong();
  private volatile long oldest;
  private volatile long next;
  private boolean finished;

  private DeliveryLedger(int window) {
    this.window = window;
    index = new KeyIndex(window);
    sentNs = new long[window];
    measured = new long[window / Long.SIZE];
    outside = new long[window / Long.SIZE];
    acknowledged = new AtomicBits(window);
    failed = new AtomicBits(window);
  }

  /// A ledger for a run.
  ///
  /// @param subscriberCount subscribers that will be added
  /// @param events events the run will send; those beyond the widest window leave it again
  public static DeliveryLedger forRun(int subscriberCount, long events) {
    long affordable = Long.highestOneBit(MAX_DELIVERY_BITS / Math.max(1, subscriberCount));
    int widest = Math.clamp(affordable, WIDE_WINDOW, MAX_WINDOW);
    // One block more, since a whole one leaves the window at a time.
    long wanted = Long.highestOneBit(Math.max(1, events + Long.SIZE - 1)) * 2;
    return new DeliveryLedger(Math.clamp(wanted, MIN_WINDOW, widest));
  }

  /// Adds a subscriber.
  synchronized Deliveries add() {
    Deliveries deliveries = new Deliveries(window);
    subscribers.add(deliveries);
    return deliveries;
  }

  /// Numbers the events of a request that is being sent.
  ///
  /// @param keys keys of the events, in order
  /// @param count how many of the keys
  /// @param nowNs when the request goes out, on the clock of [System#nanoTime()]
  /// @param counts whether the events count: not those of a warm-up
  /// @return number of the first event, for [#ended(long, int, boolean)]
  synchronized long sent(long[] keys, int count, long nowNs, boolean counts) {
    long first = next;
    for (int i = 0; i < count; i++) {
      long sequence = first + i;
      if (sequence % Long.SIZE == 0 && sequence >= window) {
        recycle(sequence);
      }
      number(keys[i], sequence, nowNs, counts);
    }
    next = first + count;
    return first;
  }

  private void number(long key, long sequence, long nowNs, boolean counts) {
    int slot = slot(sequence);
    long bit = 1L << sequence;
    long original = key == EventKey.NONE ? -1 : index.find(key, oldest);
    if (key == EventKey.NONE || original >= 0) {
      // It can't be told apart, or it is there already and will be stored once at most.
      outside[slot / Long.SIZE] |= bit;
      sentNs[slot] = original;
      sendAgain(original, nowNs);
      return;
    }
    sentNs[slot] = nowNs;
    if (counts) {
      measured[slot / Long.SIZE] |= bit;
    }
    index.put(key, sequence, oldest);
  }

  /// Where the first attempt failed, the time runs from the next one on.
  private void sendAgain(long original, long nowNs) {
    if (original >= 0 && failed.get(slot(original)) && !acknowledged.get(slot(original))) {
      sentNs[slot(original)] = nowNs;
    }
  }

  /// A request has ended.
  ///
  /// @param first what [#sent(long[], int, long, boolean)] gave
  /// @param count events of the request
  /// @param good whether all of them were acknowledged
  void ended(long first, int count, boolean good) {
    for (long sequence = first; sequence < first + count; sequence++) {
      int slot = slot(sequence);
      boolean known = (outside[slot / Long.SIZE] & (1L << sequence)) == 0;
      long event = known ? sequence : sentNs[slot];
      if (event < 0) {
        withoutId.incrementAndGet();
      } else if (event >= oldest) {
        settle(event, good);
      }
    }
  }

  private void settle(long event, boolean good) {
    if (!good) {
      failed.set(slot(event));
    } else if (acknowledged.set(slot(event)) && isMeasured(event)) {
      acknowledgedCount.incrementAndGet();
    }
  }

  /// Number of the event with the key given; -1 where it is none of this run's latest.
  long find(long key) {
    return index.find(key, oldest);
  }

  boolean isMeasured(long sequence) {
    return (measured[slot(sequence) / Long.SIZE] & (1L << sequence)) != 0;
  }

  /// An event has come to a subscriber for the first time.
  void delivered(long sequence, long nowNs) {
    latency.record(nowNs - sentNs[slot(sequence)]);
  }

  /// Number the next event will have.
  long next() {
    return next;
  }

  /// Events of the measured part that were acknowledged so far, each counted once.
  public long acknowledged() {
    return acknowledgedCount.get();
  }

  /// Events sent without an `event_id`, which can't be followed.
  public long eventsWithoutId() {
    return withoutId.get();
  }

  /// Latencies from POST to delivery since the call before, over all subscribers.
  public LatencyHistogram latencyInterval() {
    return latency.snapshot();
  }

  /// Latencies from POST to delivery so far, over all subscribers.
  public LatencyHistogram latency() {
    return latency.total();
  }

  /// Deliveries that are still due, over all subscribers; those of events that left the window are
  /// no longer.
  public synchronized long missing() {
    long missing = 0;
    for (long first = oldest; first < next; first += Long.SIZE) {
      int block = slot(first) / Long.SIZE;
      long expected = measured[block] & acknowledged.word(block);
      for (Deliveries each : subscribers) {
        missing += each.missing(block, first, expected);
      }
    }
    return missing;
  }

  /// Counts what is still missing as lost. Nothing is sent any more.
  public synchronized void finish() {
    for (long first = oldest; first < next && !finished; first += Long.SIZE) {
      settleBlock(slot(first) / Long.SIZE, first);
    }
    finished = true;
  }

  /// Makes room for the 64 events from a number on.
  private void recycle(long sequence) {
    int block = slot(sequence) / Long.SIZE;
    settleBlock(block, sequence - window);
    oldest = sequence - window + Long.SIZE;
    measured[block] = 0;
    outside[block] = 0;
    acknowledged.take(block);
    failed.take(block);
  }

  private void settleBlock(int block, long first) {
    long expected = measured[block] & acknowledged.word(block);
    long others = measured[block] & ~acknowledged.word(block);
    for (Deliveries each : subscribers) {
      each.settle(block, first, expected, others);
    }
  }

  private int slot(long sequence) {
    return (int) sequence & (window - 1);
  }
}
