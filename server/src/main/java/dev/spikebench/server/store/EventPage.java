package dev.spikebench.server.store;

import java.util.List;

/// One page of events and the number of all that match, seen in one snapshot.
///
/// @param events the page's rows, newest (highest `id`) first
/// @param total how many rows match the filter
public record EventPage(List<StoredEvent> events, long total) {

  /// Copies the rows.
  public EventPage {
    events = List.copyOf(events);
  }
}
