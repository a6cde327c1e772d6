package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.TlsTrust;
import dev.spikebench.loadgen.recording.LatencyHistogram;
import dev.spikebench.loadgen.recording.LatencyRecorder;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.MinimalHttpAsyncClient;
import org.apache.hc.core5.io.CloseMode;

/// Asks a target for its health again and again, on a connection and a thread of its own, while it
/// is loaded. A target that does not answer is asked more often, so that its return is noticed
/// soon.
///
/// One thread takes the figures; [#lastHealthyNs()] and [#close()] may be called by any.
public final class HealthProbe implements AutoCloseable {
  /// Longest time one check may take.
  public static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final Duration WHILE_DOWN = Duration.ofMillis(200);
  private static final long STOP_TIMEOUT_MS = 1_000;
  private static final int OK = 200;

  private final URI health;
  private final Duration every;
  private final MinimalHttpAsyncClient client;
  private final LatencyRecorder latencies = new LatencyRecorder();
  private final AtomicLong failed = new AtomicLong();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile long lastHealthyNs = Long.MIN_VALUE;

  /// What was found since the figures were taken before.
  ///
  /// @param failed checks that were not answered with 200 in time
  /// @param latency latencies of all others
  public record Figures(long failed, LatencyHistogram latency) {
    /// Both together.
    public Figures plus(Figures other) {
      return new Figures(failed + other.failed, latency.plus(other.latency));
    }
  }

  private HealthProbe(URI target, Duration every, TlsTrust trust) {
    this.health = URI.create(target.toString().replaceAll("/$", "") + "/api/health");
    this.every = every;
    this.client = HttpTransport.open(new SessionSettings(target, 1, 0, 1, TIMEOUT, trust));
    this.thread = Thread.ofPlatform().daemon().name("health-probe").unstarted(this::run);
  }

  /// Begins to ask.
  ///
  /// @param target base URL
  /// @param every time from the beginning of one check to that of the next, above 0
  public static HealthProbe start(URI target, Duration every, TlsTrust trust) {
    HealthProbe probe = new HealthProbe(target, every, trust);
    probe.thread.start();
    return probe;
  }

  /// What was found since the last call.
  public Figures take() {
    return new Figures(failed.getAndSet(0), latencies.snapshot());
  }

  /// When the last check that was answered well began, by `System.nanoTime()`; [Long#MIN_VALUE]
  /// before the first.
  public long lastHealthyNs() {
    return lastHealthyNs;
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    try {
      thread.join(STOP_TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close(CloseMode.IMMEDIATE);
  }

  private void run() {
    long nextNs = System.nanoTime();
    try {
      while (!closed.await(nextNs - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        long beganNs = System.nanoTime();
        boolean healthy = ask();
        long endNs = System.nanoTime();
        if (healthy) {
          latencies.record(endNs - beganNs);
          lastHealthyNs = beganNs;
        } else {
          failed.incrementAndGet();
        }
        // Never in a burst: a check that took long is followed by the next one in its own time.
        nextNs = Math.max(beganNs + pause(healthy).toNanos(), endNs);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration pause(boolean healthy) {
    return healthy || every.compareTo(WHILE_DOWN) < 0 ? every : WHILE_DOWN;
  }

  private boolean ask() throws InterruptedException {
    try {
      SimpleHttpResponse response =
          client
              .execute(SimpleRequestBuilder.get(health).build(), null)
              .get(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
      return response.getCode() == OK;
    } catch (ExecutionException | TimeoutException e) {
      // Counted by the caller; why is for the target's own log to say.
      return false;
    }
  }
}
