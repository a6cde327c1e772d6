package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.stream.Subscription;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.nio.AsyncClientEndpoint;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/// One subscriber: connects, reads its stream, connects anew where the target ends it. Its state is
/// changed by one thread at a time: the one that connects, then the I/O thread of the connection,
/// then the timer.
final class StreamSubscriber {
  /// The first wait before a new attempt; it doubles with each that comes to nothing.
  private static final long FIRST_WAIT_MS = 50;

  private static final long LONGEST_WAIT_MS = TimeUnit.SECONDS.toMillis(2);
  private static final int UNAVAILABLE = 503;

  private final StreamConnections connections;
  private final Subscription subscription;
  private @Nullable AsyncClientEndpoint endpoint;
  private byte[] copy = {};
  private long waitMs = FIRST_WAIT_MS;
  private final AtomicInteger attemptsInVain = new AtomicInteger();
  private volatile @Nullable TargetException mistaken;

  StreamSubscriber(StreamConnections connections, Subscription subscription) {
    this.connections = connections;
    this.subscription = subscription;
  }

  Subscription subscription() {
    return subscription;
  }

  /// Attempts since it was let in last that came to nothing.
  int attemptsInVain() {
    return attemptsInVain.get();
  }

  /// What is wrong with the target for good, so that it makes no sense to ask it again; null where
  /// nothing is.
  @Nullable TargetException mistaken() {
    return mistaken;
  }

  void connect() {
    connections.connect(
        new FutureCallback<>() {
          @Override
          public void completed(AsyncClientEndpoint fresh) {
            endpoint = fresh;
            fresh.execute(connections.exchange(StreamSubscriber.this), HttpCoreContext.create());
          }

          @Override
          public void failed(Exception cause) {
            if (!connections.closed()) {
              subscription.unreachable();
              again();
            }
          }

          @Override
          public void cancelled() {
            // Only the end of the run cancels a connection attempt.
          }
        });
  }

  void streamBegins() {
    subscription.begin();
  }

  void received(ByteBuffer source, long nowNs) {
    int length = source.remaining();
    if (source.hasArray()) {
      int offset = source.arrayOffset() + source.position();
      source.position(source.limit());
      subscription.received(source.array(), offset, length, nowNs);
    } else {
      copy = copy.length < length ? new byte[length] : copy;
      source.get(copy, 0, length);
      subscription.received(copy, 0, length, nowNs);
    }
    if (attemptsInVain.get() > 0 && subscription.isConnected()) {
      attemptsInVain.set(0);
      waitMs = FIRST_WAIT_MS;
    }
  }

  /// The target has answered, but not with a stream.
  void notLetIn(int status, @Nullable String mediaType) {
    discard();
    if (status == UNAVAILABLE) {
      subscription.refused();
      again();
    } else {
      mistaken = connections.mistake(status, mediaType);
    }
  }

  /// A connection has ended, without anybody here having asked for it unless the run is over.
  ///
  /// @param wasStream whether a stream had begun on it
  void streamEnded(boolean wasStream) {
    discard();
    if (connections.closed()) {
      return;
    }
    if (wasStream) {
      subscription.ended(System.nanoTime());
    } else {
      subscription.unreachable();
    }
    again();
  }

  private void again() {
    attemptsInVain.incrementAndGet();
    long askedForMs = Math.min(subscription.retryMs(), LONGEST_WAIT_MS);
    connections.later(this::connect, Math.max(waitMs, askedForMs));
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }

  private void discard() {
    AsyncClientEndpoint old = endpoint;
    endpoint = null;
    if (old != null) {
      old.releaseAndDiscard();
    }
  }
}
