package dev.spikebench.loadgen.stream;

import dev.spikebench.loadgen.model.LoadException;

/// A stream that can't be read on, because one of its lines or messages is larger than a subscriber
/// is willing to hold.
public final class EventStreamException extends LoadException {
  private static final long serialVersionUID = 1L;

  EventStreamException(String what, int maxBytes) {
    super(
        "the stream sent %s of more than %,d bytes, which is more than is kept of one; the stream is given up"
            .formatted(what, maxBytes));
  }
}
