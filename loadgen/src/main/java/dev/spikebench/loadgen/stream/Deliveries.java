package dev.spikebench.loadgen.stream;

/// Which events of the window one subscriber got, and the sums over those that have left it.
///
/// [#mark(long)] is called by the thread that reads the subscriber's stream, everything else under
/// the ledger's lock.
final class Deliveries {
  private static final long NOT_YET = Long.MAX_VALUE;

  private final AtomicBits got;
  private final int mask;
  private volatile long from = NOT_YET;
  private long delivered;
  private long lost;
  private long unacknowledged;

  Deliveries(int window) {
    got = new AtomicBits(window);
    mask = window - 1;
  }

  /// The subscriber gets events from this sequence number on; only the first call counts.
  void begin(long sequence) {
    if (from == NOT_YET) {
      from = sequence;
    }
  }

  /// Whether the subscriber was ever let in.
  boolean hasBegun() {
    return from != NOT_YET;
  }

  /// Notes an event; false where the subscriber had it before.
  boolean mark(long sequence) {
    return got.set((int) sequence & mask);
  }

  /// Expected events of a block of 64 that are not there.
  int missing(int block, long first, long expected) {
    return Long.bitCount(expected & wanted(first) & ~got.word(block));
  }

  /// Adds a block of 64 events to the sums and forgets them.
  ///
  /// @param first sequence number of the first
  /// @param expected those that were acknowledged
  /// @param others those that were not
  void settle(int block, long first, long expected, long others) {
    long here = got.take(block);
    long due = expected & wanted(first);
    delivered += Long.bitCount(due & here);
    lost += Long.bitCount(due & ~here);
    unacknowledged += Long.bitCount(others & here);
  }

  long delivered() {
    return delivered;
  }

  long lost() {
    return lost;
  }

  long unacknowledged() {
    return unacknowledged;
  }

  /// The events of a block from the one on with which the subscriber began.
  private long wanted(long first) {
    long before = from - first;
    if (before <= 0) {
      return -1L;
    }
    return before >= Long.SIZE ? 0 : -1L << before;
  }
}
