package dev.spikebench.server.store;

/// How a [WriteRequest] ended.
public sealed interface WriteOutcome {

  /// Everything is committed.
  ///
  /// @param ids ids of the events that were new, in the order of the request; owned by the receiver
  /// @param duplicates how many events were stored already, by an earlier request or earlier in
  ///   this one
  @SuppressWarnings(
      "ArrayRecordComponent") // one primitive array instead of a boxed list per request
  record Stored(long[] ids, int duplicates) implements WriteOutcome {}

  /// Nothing of the request is stored (under `per-event` the events before the fault are).
  ///
  /// @param fault what stood in the way
  record Failed(StoreFault fault) implements WriteOutcome {}
}
