package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.stream.DeliveryLedger;
import dev.spikebench.loadgen.stream.SubscriberCounts;
import dev.spikebench.loadgen.stream.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Clients that follow the target's event stream while it is loaded. They run on threads of their
/// own; the methods are one thread's.
public final class StreamSubscribers implements AutoCloseable {
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(2);

  /// Attempts after which a subscriber that is refused is not waited for any longer.
  private static final int ATTEMPTS_WAITED_FOR = 4;

  private final SubscriberSettings settings;
  private final DeliveryLedger ledger;
  private final StreamConnections connections;
  private final List<StreamSubscriber> subscribers = new ArrayList<>();
  private Map<Long, Long> cpuBefore = Map.of();
  private long watchedSinceNs;

  private StreamSubscribers(SubscriberSettings settings, DeliveryLedger ledger) {
    this.settings = settings;
    this.ledger = ledger;
    this.connections = new StreamConnections(settings);
    for (int i = 0; i < settings.count(); i++) {
      subscribers.add(new StreamSubscriber(connections, new Subscription(ledger)));
    }
  }

  /// Connects all subscribers and waits until each has read `connected`, or was refused several
  /// times.
  ///
  /// @param ledger where deliveries are noted
  /// @param control ends the wait early
  /// @throws TargetException if the target has no event stream, or lets in nobody
  public static StreamSubscribers open(
      SubscriberSettings settings, DeliveryLedger ledger, RunControl control) {
    StreamSubscribers all = new StreamSubscribers(settings, ledger);
    try {
      all.subscribers.forEach(StreamSubscriber::connect);
      all.awaitConnected(control);
      return all;
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private void awaitConnected(RunControl control) {
    long endNs = System.nanoTime() + settings.connectTimeout().toNanos();
    while (subscribers.stream().anyMatch(StreamSubscribers::isAwaited)
        && endNs - System.nanoTime() > 0
        && !over(control)) {
      LockSupport.parkNanos(POLL_NS);
    }
    for (StreamSubscriber each : subscribers) {
      TargetException mistaken = each.mistaken();
      if (mistaken != null) {
        throw mistaken;
      }
    }
    if (connected() == 0 && !over(control)) {
      throw new TargetException(
          settings.target(),
          total().refused() > 0
              ? "refuses every subscriber with 503; is its limit of subscribers reached?"
              : "lets no subscriber read 'connected' within " + settings.connectTimeout(),
          null);
    }
  }

  private static boolean isAwaited(StreamSubscriber subscriber) {
    return !subscriber.subscription().wasConnected()
        && subscriber.attemptsInVain() < ATTEMPTS_WAITED_FOR
        && subscriber.mistaken() == null;
  }

  /// Starts the measurement of the threads' processor time anew.
  public void startClock() {
    cpuBefore = connections.cpuNs();
    watchedSinceNs = System.nanoTime();
  }

  /// Processor time of the busiest thread over the time since [#startClock()].
  public double busiestThreadShare() {
    long elapsedNs = Math.max(1, System.nanoTime() - watchedSinceNs);
    return (double) connections.busiestNs(cpuBefore) / elapsedNs;
  }

  /// Processor time of all threads since [#startClock()].
  public long cpuNs() {
    long sum = 0;
    for (Map.Entry<Long, Long> now : connections.cpuNs().entrySet()) {
      sum += now.getValue() - cpuBefore.getOrDefault(now.getKey(), 0L);
    }
    return sum;
  }

  /// Waits until every delivery that is due has come, or nothing at all came for the time given.
  ///
  /// @return whether all have come
  public boolean drain(Duration quiet, RunControl control) {
    long seenBytes = bytes();
    long seenNs = System.nanoTime();
    while (ledger.missing() > 0) {
      if (over(control) || System.nanoTime() - seenNs >= quiet.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(POLL_NS);
      long now = bytes();
      if (now != seenBytes) {
        seenBytes = now;
        seenNs = System.nanoTime();
      }
    }
    return true;
  }

  /// Subscribers that were let in at some time.
  public int connected() {
    return (int) subscribers.stream().filter(it -> it.subscription().wasConnected()).count();
  }

  /// The counts of each subscriber so far.
  public List<SubscriberCounts> counts() {
    return subscribers.stream().map(it -> it.subscription().counts()).toList();
  }

  private SubscriberCounts total() {
    return counts().stream().reduce(SubscriberCounts.NONE, SubscriberCounts::plus);
  }

  private long bytes() {
    return subscribers.stream().mapToLong(it -> it.subscription().bytes()).sum();
  }

  private static boolean over(RunControl control) {
    return control.cancelled() || control.expired();
  }

  /// Closes every stream at once.
  @Override
  public void close() {
    connections.close();
  }
}
