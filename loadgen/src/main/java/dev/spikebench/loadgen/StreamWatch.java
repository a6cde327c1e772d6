package dev.spikebench.loadgen;

import dev.spikebench.loadgen.stream.DeliveryLedger;
import dev.spikebench.loadgen.stream.DrainEnd;
import dev.spikebench.loadgen.stream.RequestFollower;
import dev.spikebench.loadgen.stream.StreamFigures;
import dev.spikebench.loadgen.target.RunControl;
import dev.spikebench.loadgen.target.StreamSubscribers;
import dev.spikebench.loadgen.target.SubscriberSettings;
import dev.spikebench.loadgen.workload.RequestBodies;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Follows the events of one run from their POST to the stream's subscribers. One thread.
final class StreamWatch implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

  private final DeliveryLedger ledger;
  private final StreamSubscribers subscribers;
  private final Duration drainQuiet;

  private StreamWatch(DeliveryLedger ledger, StreamSubscribers subscribers, Duration drainQuiet) {
    this.ledger = ledger;
    this.subscribers = subscribers;
    this.drainQuiet = drainQuiet;
  }

  /// Connects the subscribers that the options ask for and waits until they are let in; null where
  /// they ask for none.
  ///
  /// @param bodies what the measured part sends
  /// @param warmUpEvents events sent before it
  static @Nullable StreamWatch open(
      LoadOptions options,
      URI target,
      RequestBodies bodies,
      long warmUpEvents,
      RunControl control) {
    int count = options.streams().subscribers();
    if (count == 0) {
      return null;
    }
    RequestFollower.requireReadable(bodies.first());
    DeliveryLedger ledger = DeliveryLedger.forRun(count, bodies.events() + warmUpEvents);
    SubscriberSettings settings =
        new SubscriberSettings(
            target, count, options.ioThreads(), CONNECT_TIMEOUT, options.trust());
    return new StreamWatch(
        ledger, StreamSubscribers.open(settings, ledger, control), options.streams().drainQuiet());
  }

  /// Follows the requests of a part.
  ///
  /// @param counts whether its events count
  RequestFollower follower(boolean counts) {
    return new RequestFollower(ledger, counts);
  }

  /// The measured part begins.
  void startClock() {
    subscribers.startClock();
  }

  /// The measured part is over: waits for what is still due and adds everything up.
  StreamFigures finish(RunControl control) {
    long beganNs = System.nanoTime();
    boolean complete = subscribers.drain(drainQuiet, control);
    long drainNs = System.nanoTime() - beganNs;
    double busiestThreadShare = subscribers.busiestThreadShare();
    long cpuNs = subscribers.cpuNs();
    ledger.finish();
    return new StreamFigures(
        subscribers.connected(),
        subscribers.counts(),
        ledger.acknowledged(),
        ledger.eventsWithoutId(),
        ledger.latency(),
        drainEnd(complete, control),
        drainNs,
        cpuNs,
        busiestThreadShare);
  }

  private static DrainEnd drainEnd(boolean complete, RunControl control) {
    if (complete) {
      return DrainEnd.COMPLETE;
    }
    return control.cancelled() || control.expired() ? DrainEnd.CUT_SHORT : DrainEnd.SILENT;
  }

  @Override
  public void close() {
    subscribers.close();
  }
}
