package dev.spikebench.server.stream;

import dev.spikebench.server.store.StatsSnapshot;
import dev.spikebench.server.store.StoreException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Sends statistics to the stream at each interval, while somebody listens. They are computed apart
/// from the timer, and one is left out while the one before is not done.
public final class StatsTicker {
  private final StreamHub hub;
  private final Supplier<StatsSnapshot> stats;
  private final Executor executor;
  private final AtomicBoolean isComputing = new AtomicBoolean();

  /// @param stats computes the figures; may take long and may fail, then this one is left out
  /// @param executor where that is done
  public StatsTicker(StreamHub hub, Supplier<StatsSnapshot> stats, Executor executor) {
    this.hub = hub;
    this.stats = stats;
    this.executor = executor;
  }

  /// Starts the ticks, for as long as the timer runs.
  public void start(Duration interval, ScheduledExecutorService timer) {
    long periodMs = interval.toMillis();
    var _ = timer.scheduleAtFixedRate(this::tick, periodMs, periodMs, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    if (hub.clients() > 0 && isComputing.compareAndSet(false, true)) {
      executor.execute(this::compute);
    }
  }

  private void compute() {
    try {
      hub.publish(stats.get());
    } catch (StoreException unreadable) {
      // This message is left out; the next one may succeed.
    } finally {
      isComputing.set(false);
    }
  }
}
