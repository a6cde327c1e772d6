package dev.spikebench.server.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSourceChannel;

/// Reads what is left of an answered request's body and throws it away, so that a client which
/// sends all of it before it reads can see the answer. Runs on the connection's IO thread.
final class BodyDiscard implements SilenceWatch.Watched {
  private static final Duration LINGER = Duration.ofSeconds(5);
  private static final long LINGER_BYTES = 16L * 1024 * 1024;

  private final Call call;
  private final HttpServerExchange exchange;
  private final StreamSourceChannel channel;
  private final Calls calls;
  private final long limitBytes;
  private @Nullable ScheduledFuture<?> deadline;
  private long discardedBytes;
  private volatile long lastArrivalNs = System.nanoTime();

  private BodyDiscard(Call call, Calls calls, long limitBytes) {
    this.call = call;
    this.exchange = call.exchange();
    this.channel = call.body();
    this.calls = calls;
    this.limitBytes = limitBytes;
  }

  /// Starts to discard. The refused body of a POST is followed for 5 s or 16 MiB; a body on another
  /// method, which is no error, for as long as it keeps coming.
  static void start(Call call, Calls calls) {
    boolean refused = call.method().equals("POST");
    BodyDiscard discard = new BodyDiscard(call, calls, refused ? LINGER_BYTES : Long.MAX_VALUE);
    if (discard.readOn()) {
      return;
    }
    if (refused) {
      discard.deadline =
          calls.timer().schedule(discard::onSilence, LINGER.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      calls.silenceWatch().add(discard);
    }
    discard.channel.getReadSetter().set(readable -> discard.onReadable());
    discard.channel.resumeReads();
  }

  @Override
  public long lastArrivalNs() {
    return lastArrivalNs;
  }

  @Override
  public void onSilence() {
    call.hand(
        () -> {
          if (!exchange.isRequestComplete()) {
            call.abandon();
          }
        });
  }

  private void onReadable() {
    if (readOn()) {
      stopWatching();
    }
  }

  /// Reads until nothing is there; true once there is nothing left to do.
  private boolean readOn() {
    lastArrivalNs = System.nanoTime();
    try (PooledByteBuffer pooled = exchange.getConnection().getByteBufferPool().allocate()) {
      int read;
      do {
        read = channel.read(pooled.getBuffer().clear());
        discardedBytes += Math.max(read, 0);
      } while (read > 0 && discardedBytes <= limitBytes);
      if (read <= 0) {
        return read < 0;
      }
    } catch (IOException connectionLost) {
      // Falls through to the end of the connection.
    }
    call.abandon();
    return true;
  }

  private void stopWatching() {
    calls.silenceWatch().remove(this);
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
