package dev.spikebench.parity.core;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.parity.client.StreamSubscriber;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/// Does `sse_clients` follow a subscriber's coming and going, where others may come and go as well?
/// While one is there the count is never 0. That it rises and falls is tried several times, since
/// another's leaving can hide a rise, and another's coming a fall; it does so each time only where
/// nothing is counted.
final class SubscriberCount {
  private static final int ATTEMPTS = 4;
  private static final Duration SETTLING = Duration.ofSeconds(1);

  private SubscriberCount() {}

  static void check(Backend backend) {
    String seen = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Attempt result = attempt(backend);
      if (result.rose() && result.fell()) {
        return;
      }
      seen += result + " ";
    }
    Expect.that(false, "sse_clients must rise with a subscriber and fall without it", seen.strip());
  }

  private record Attempt(long before, long during, long after) {
    boolean rose() {
      return during > before;
    }

    boolean fell() {
      return after < during;
    }
  }

  private static Attempt attempt(Backend backend) {
    long before = clients(backend);
    long during;
    try (StreamSubscriber stream = backend.subscribe()) {
      stream.awaitKind("connected", backend.timeout());
      during = settled(backend, count -> count > before);
      Expect.that(during > 0, "sse_clients must not be 0 with a subscriber", during);
    }
    long counted = during;
    return new Attempt(before, counted, settled(backend, count -> count < counted));
  }

  /// The first count that is as wanted, or the last one seen when the time is over.
  private static long settled(Backend backend, LongPredicate wanted) {
    long deadlineNs = System.nanoTime() + SETTLING.toNanos();
    long count = clients(backend);
    while (!wanted.test(count) && System.nanoTime() < deadlineNs) {
      pause();
      count = clients(backend);
    }
    return count;
  }

  private static long clients(Backend backend) {
    JsonNode health = Expect.json(200, backend.get("/api/health"));
    Expect.count(health, "sse_clients");
    return health.path("sse_clients").asLong();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(10);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while counting subscribers", interrupted);
    }
  }
}
