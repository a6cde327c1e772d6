package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.Outcome;
import java.net.ConnectException;
import java.util.concurrent.CancellationException;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.nio.AsyncClientEndpoint;
import org.jspecify.annotations.Nullable;

/// One virtual user: sends a request on its own connection, waits for its end, sends the next.
///
/// There is one owner at a time: the thread that settled its exchange, or the one that connects it.
final class VirtualUser {
  private final TargetConnector connector;
  private volatile @Nullable UserConnection connection;
  private volatile @Nullable Exchange current;
  private @Nullable PartRun part;
  private long activeSinceNs;

  VirtualUser(TargetConnector connector, UserConnection connection) {
    this.connector = connector;
    this.connection = connection;
  }

  /// Begins a part of the run; called while the user is idle.
  void start(PartRun newPart) {
    part = newPart;
    activeSinceNs = System.nanoTime();
    newPart.source().first(this, activeSinceNs);
  }

  /// The user's first request of the part goes out only now: what was before is no pause between
  /// requests.
  void activeSince(long nowNs) {
    activeSinceNs = nowNs;
  }

  /// The exchange under way, or the last one.
  @Nullable Exchange current() {
    return current;
  }

  /// Takes up the next request, if there is one.
  ///
  /// @param nowNs when the request before ended
  void next(long nowNs) {
    running().source().free(this, nowNs);
  }

  /// There is no further request for this user in this part of the run.
  void done() {
    PartRun run = running();
    run.active(System.nanoTime() - activeSinceNs);
    run.userDone();
  }

  /// Sends a request on the user's connection, or on a new one where it has none any more.
  ///
  /// @param intendedNs when the request is meant to be sent: in a closed loop, when the one before
  ///   ended
  void send(long request, long intendedNs) {
    PartRun run = running();
    UserConnection usable = connection;
    if (usable != null && usable.usable()) {
      send(run, usable, request, intendedNs);
    } else {
      reconnect(run, request, intendedNs);
    }
  }

  /// Gives up the connection; the next request gets a new one.
  void dropConnection() {
    UserConnection old = connection;
    connection = null;
    if (old != null) {
      old.endpoint().releaseAndDiscard();
    }
  }

  private void send(PartRun run, UserConnection on, long request, long intendedNs) {
    Exchange exchange = new Exchange(this, on, run, request, intendedNs);
    run.counters().sent(run.bodies().events(request), exchange.bodyBytes());
    current = exchange;
    try {
      on.endpoint().execute(exchange, on.context());
    } catch (IllegalStateException e) {
      // The connection was closed between the look at it and the send.
      exchange.failed(e);
    }
  }

  /// Connecting takes time of its own, which is no latency and no pause of the client's.
  private void reconnect(PartRun run, long request, long intendedNs) {
    dropConnection();
    long beganNs = System.nanoTime();
    run.active(beganNs - activeSinceNs);
    connector.connect(
        new FutureCallback<>() {
          @Override
          public void completed(AsyncClientEndpoint endpoint) {
            run.counters().reconnected();
            UserConnection fresh = UserConnection.of(endpoint);
            connection = fresh;
            activeSinceNs = System.nanoTime();
            send(run, fresh, request, intendedNs);
          }

          @Override
          public void failed(Exception cause) {
            connectionFailed(run, request, intendedNs, beganNs, cause);
          }

          @Override
          public void cancelled() {
            connectionFailed(run, request, intendedNs, beganNs, null);
          }
        });
  }

  /// A refused connection means that nothing listens any more, a cancelled one that the client is
  /// closed: the part ends. Any other fault, a timeout say, costs this request alone.
  private void connectionFailed(
      PartRun run, long request, long intendedNs, long beganNs, @Nullable Exception cause) {
    long endedNs = System.nanoTime();
    run.bodies().discard(request);
    run.counters().sent(run.bodies().events(request), 0);
    Outcome outcome = cause == null ? Outcome.ABORTED : Outcome.CONNECT;
    long fromPlanNs = endedNs - (intendedNs == Exchange.WHEN_SENT ? beganNs : intendedNs);
    run.endedWithoutActivity(request, outcome, endedNs - beganNs, fromPlanNs);
    if (cause instanceof ConnectException || cause instanceof CancellationException) {
      run.targetGone(cause);
    }
    activeSinceNs = System.nanoTime();
    next(activeSinceNs);
  }

  private PartRun running() {
    PartRun run = part;
    if (run == null) {
      throw new IllegalStateException("A virtual user was asked to send before it was started.");
    }
    return run;
  }
}
