package dev.spikebench.server.store;

import dev.spikebench.server.config.Synchronous;
import dev.spikebench.server.config.WriteStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;

/// The process that [KillSafetyIT] kills: stores events as fast as it can and prints each
/// acknowledged `event_id` on a line of its own.
final class KillTarget {

  private static final int IN_FLIGHT = 20;

  private KillTarget() {}

  /// Stores until killed.
  ///
  /// @param args the database's path and the write strategy
  public static void main(String[] args) throws InterruptedException {
    StoreSettings settings =
        new StoreSettings(
            Path.of(args[0]),
            Synchronous.NORMAL,
            WriteStrategy.valueOf(args[1]),
            1024,
            Duration.ofMinutes(5),
            InstantSource.system());
    Semaphore inFlight = new Semaphore(IN_FLIGHT);
    try (EventStore store = EventStore.open(settings, rows -> {})) {
      for (int i = 0; i < 1_000_000; i++) { // far more than it lives to store
        inFlight.acquire();
        String id = "event-" + i;
        store.submit(
            new WriteRequest(
                List.of(EventBuilder.event().eventId(id).sessionId("s" + i % 10).build()),
                outcome -> {
                  if (outcome instanceof WriteOutcome.Stored) {
                    System.out.println(id);
                  }
                  inFlight.release();
                }));
      }
    }
  }
}
