package dev.spikebench.loadgen.nullserver;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Answers that wait for their time, and the wait itself. Server thread only.
final class DueAnswers {
  /// Below this a selector is too coarse to wait with: it counts whole milliseconds.
  private static final long FINE_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long FINE_SLICE_NS = TimeUnit.MICROSECONDS.toNanos(50);

  /// @param number in the order in which they were added: requests that came together are answered
  ///   in their order
  private record Due(
      long atNs, long number, NullConnection connection, Reply reply, boolean close) {}

  private final PriorityQueue<Due> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Due::atNs).thenComparingLong(Due::number));
  private final boolean punctual;
  private final Lateness lateness = new Lateness();
  private long added;

  /// No answers.
  ///
  /// @param punctual whether to use a processor in the last millisecond before an answer is due: a
  ///   thread that sleeps is woken some 60 µs late, for which an arriving request waits too
  DueAnswers(boolean punctual) {
    this.punctual = punctual;
  }

  /// How late answers were sent, median in µs.
  int medianLatenessUs() {
    return lateness.medianUs();
  }

  /// An answer to be sent.
  ///
  /// @param atNs when, on the clock of [System#nanoTime()]
  void add(long atNs, NullConnection connection, Reply reply, boolean close) {
    waiting.add(new Due(atNs, added++, connection, reply, close));
  }

  /// Waits until a channel is ready or the next answer nearly due.
  void await(Selector selector) throws IOException {
    Due next = waiting.peek();
    if (next == null) {
      selector.select();
      return;
    }
    long leftNs = next.atNs() - System.nanoTime();
    if (leftNs >= FINE_WAIT_NS) {
      selector.select(TimeUnit.NANOSECONDS.toMillis(leftNs));
    } else if (punctual) {
      spin(selector, next.atNs());
    } else if (selector.selectNow() == 0 && leftNs > 0) {
      LockSupport.parkNanos(Math.min(leftNs, FINE_SLICE_NS));
    }
  }

  private static void spin(Selector selector, long untilNs) throws IOException {
    while (selector.selectNow() == 0 && System.nanoTime() - untilNs < 0) {
      Thread.onSpinWait();
    }
  }

  /// Sends what is due.
  void send(NullStreams streams) {
    for (Due next = waiting.peek();
        next != null && next.atNs() - System.nanoTime() <= 0;
        next = waiting.peek()) {
      waiting.remove();
      lateness.record(System.nanoTime() - next.atNs());
      streams.send(next.reply().frames(), next.reply().firstId());
      if (next.connection().isOpen()) {
        send(next);
      }
    }
  }

  private static void send(Due due) {
    try {
      due.connection().send(due.reply().answer(), due.close());
    } catch (IOException | CancelledKeyException e) {
      // The client gave up before its answer was due; nothing is owed to it any more.
      try {
        due.connection().close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
    }
  }
}
