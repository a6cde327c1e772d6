package dev.spikebench.server.store;

import dev.spikebench.server.event.IngestEvent;
import java.util.List;
import java.util.function.Consumer;

/// The events of one HTTP request, stored as a whole or (as far as storage faults go) not at all.
///
/// @param events valid events in the order received; may be empty
/// @param completion called exactly once for an accepted request, on the writer thread, after the
///   commit that decides the outcome: it must hand over and never block
public record WriteRequest(List<IngestEvent> events, Consumer<WriteOutcome> completion) {

  /// Copies the events.
  public WriteRequest {
    events = List.copyOf(events);
  }
}
