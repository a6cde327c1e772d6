package dev.spikebench.loadgen.nullserver;

import java.time.Duration;

/// What the null server does with one request for ingest.
///
/// @param kind what it answers
/// @param delayNs time between the last byte of the request and the first of the answer; never less
public record Answer(Kind kind, long delayNs) {
  /// The kinds of answers.
  public enum Kind {
    /// 201, every event counted as stored.
    STORE,
    /// 201, but the last event is rejected.
    REJECT_LAST,
    /// 201, but the last event is called a duplicate.
    DUPLICATE_LAST,
    /// 201 that acknowledges every event, although the last one is not counted as stored.
    FORGET_LAST,
    /// 201 whose counts do not add up to the events sent.
    MISCOUNT,
    /// 503 with `Retry-After: 1`, nothing stored.
    UNAVAILABLE,
    /// 201, with which the server closes the connection.
    STORE_AND_CLOSE,
    /// No answer, ever.
    STALL,
    /// No answer; the connection is closed.
    CLOSE
  }

  /// Stores at once.
  public static final Answer AT_ONCE = new Answer(Kind.STORE, 0);

  /// Checks that the delay is none that runs backwards.
  public Answer {
    if (delayNs < 0) {
      throw new IllegalArgumentException("delayNs must not be negative, but is " + delayNs);
    }
  }

  /// An answer of the kind given without delay.
  public static Answer of(Kind kind) {
    return new Answer(kind, 0);
  }

  /// Stores after the time given.
  public static Answer storeAfter(Duration delay) {
    return new Answer(Kind.STORE, delay.toNanos());
  }
}
