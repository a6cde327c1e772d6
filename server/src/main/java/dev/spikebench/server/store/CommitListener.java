package dev.spikebench.server.store;

import java.util.List;

/// Hears of stored events.
@FunctionalInterface
public interface CommitListener {

  /// Called on the writer thread after each commit that stored events and before the requests of
  /// that commit are completed. Must hand over and never block.
  ///
  /// @param events the new rows exactly as stored, in `id` order, never empty, unmodifiable
  void committed(List<StoredEvent> events);
}
