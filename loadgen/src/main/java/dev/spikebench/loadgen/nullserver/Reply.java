package dev.spikebench.loadgen.nullserver;

import java.nio.ByteBuffer;
import java.util.List;

/// An answer and what subscribers hear of its events, which is sent before it.
///
/// @param firstId id of the first event of the frames
/// @param frames of the event stream, one an event
record Reply(ByteBuffer answer, long firstId, List<byte[]> frames) {
  static Reply of(ByteBuffer answer) {
    return new Reply(answer, 0, List.of());
  }
}
