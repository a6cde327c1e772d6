package dev.spikebench.parity.model;

import java.util.List;

/// One of the ways in which a request may go.
///
/// @param answer what comes back
/// @param stores what is stored, in order
public record Alternative(Expected answer, List<NewEvent> stores) {
  /// Copies the events.
  public Alternative {
    stores = List.copyOf(stores);
  }

  static Alternative of(Expected answer) {
    return new Alternative(answer, List.of());
  }
}
