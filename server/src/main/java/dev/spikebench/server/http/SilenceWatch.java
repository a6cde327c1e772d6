package dev.spikebench.server.http;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Finds unfinished requests on which nothing arrives any more. One timer looks at all of them,
/// because setting and removing a timer for each body would cost more than reading most bodies.
final class SilenceWatch {

  /// Something that waits for bytes.
  interface Watched {
    /// When the last bytes came, as `System.nanoTime()`.
    long lastArrivalNs();

    /// Called on the timer's thread once nothing has come for the limit; must hand over.
    void onSilence();
  }

  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private final long limitNs;

  /// @param limit the silence that is too long
  SilenceWatch(Duration limit, ScheduledExecutorService timer) {
    this.limitNs = limit.toNanos();
    long periodMs = Math.clamp(limit.toMillis() / 20, 10, 500);
    var _ = timer.scheduleWithFixedDelay(this::check, periodMs, periodMs, TimeUnit.MILLISECONDS);
  }

  void add(Watched item) {
    watched.add(item);
  }

  void remove(Watched item) {
    watched.remove(item);
  }

  private void check() {
    if (watched.isEmpty()) {
      return;
    }
    long nowNs = System.nanoTime();
    List<Watched> silent =
        watched.stream().filter(item -> nowNs - item.lastArrivalNs() > limitNs).toList();
    for (Watched item : silent) {
      watched.remove(item);
      item.onSilence();
    }
  }
}
