package dev.spikebench.loadgen.nullserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.util.ArrayList;
import java.util.List;

/// The subscribers of the null server's event stream. Server thread only.
final class NullStreams {
  private final StreamPlan plan;
  private final List<NullStream> open = new ArrayList<>();
  private long requests;
  private long admitted;

  NullStreams(StreamPlan plan) {
    this.plan = plan;
  }

  /// Lets a subscriber in or refuses it.
  void subscribe(NullConnection connection) throws IOException {
    requests++;
    if (!plan.admits(requests)) {
      connection.send(NullAnswers.error(503, "SSE client limit reached"), false);
      return;
    }
    admitted++;
    NullStream stream = new NullStream(connection, plan, admitted);
    stream.begin();
    open.add(stream);
  }

  /// Whether anybody listens.
  boolean any() {
    open.removeIf(stream -> !stream.isOpen());
    return !open.isEmpty();
  }

  /// Sends messages to everybody.
  ///
  /// @param firstId row `id` of the first event
  void send(List<byte[]> frames, long firstId) {
    if (frames.isEmpty()) {
      return;
    }
    ByteBuffer shared = plan.equals(StreamPlan.FAITHFUL) ? chunk(frames) : null;
    for (NullStream stream : open) {
      try {
        if (!stream.isOpen()) {
          continue;
        }
        if (shared == null) {
          stream.send(frames, firstId);
        } else {
          stream.send(shared.duplicate());
        }
      } catch (IOException | CancelledKeyException e) {
        // A subscriber that breaks off is an everyday event; the others get theirs.
        stream.abandon(e);
      }
    }
  }

  private static ByteBuffer chunk(List<byte[]> frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    frames.forEach(bytes::writeBytes);
    return NullStream.chunk(bytes.toByteArray());
  }
}
