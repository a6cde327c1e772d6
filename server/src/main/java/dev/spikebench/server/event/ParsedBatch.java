package dev.spikebench.server.event;

import java.util.List;

/// What became of a well-formed batch body.
public sealed interface ParsedBatch {

  /// The batch is one.
  ///
  /// @param items in the order received, at most [EventParser#MAX_BATCH_ITEMS], maybe none
  record Items(List<ParsedEvent> items) implements ParsedBatch {
    /// Copies the list.
    public Items {
      items = List.copyOf(items);
    }
  }

  /// The body is no object, or its `events` no array.
  record NotABatch() implements ParsedBatch {}

  /// `events` has more than [EventParser#MAX_BATCH_ITEMS] items.
  record TooManyItems() implements ParsedBatch {}
}
