package dev.spikebench.server.stream;

import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.spikebench.server.json.Json;
import dev.spikebench.server.store.StoredEvent;
import java.util.ArrayList;
import java.util.List;

/// The frames of some events, rendered one behind the other into one array, so that a run of
/// messages that somebody wants is one write.
final class EventFrames {
  private final List<StoredEvent> events;
  private final byte[] bytes;
  private final int[] ends;

  private EventFrames(List<StoredEvent> events, byte[] bytes, int[] ends) {
    this.events = events;
    this.bytes = bytes;
    this.ends = ends;
  }

  static EventFrames render(List<StoredEvent> events) {
    int[] ends = new int[events.size()];
    try (ByteArrayBuilder target = new ByteArrayBuilder(Math.max(1, events.size()) * 700)) {
      Json.write(
          target,
          generator -> {
            Frames.startEvents(generator);
            for (int i = 0; i < ends.length; i++) {
              Frames.writeEvent(generator, events.get(i));
              ends[i] = target.size() + generator.getOutputBuffered();
            }
          });
      return new EventFrames(events, target.toByteArray(), ends);
    }
  }

  /// What a subscriber with this filter gets, in order.
  List<Frame> matching(StreamFilter filter) {
    List<Frame> frames = new ArrayList<>();
    int runStart = -1;
    for (int i = 0; i < ends.length; i++) {
      boolean wanted = filter.wants(events.get(i));
      if (wanted && runStart < 0) {
        runStart = startOf(i);
      } else if (!wanted && runStart >= 0) {
        frames.add(new Frame(bytes, runStart, startOf(i) - runStart));
        runStart = -1;
      }
    }
    if (runStart >= 0) {
      frames.add(new Frame(bytes, runStart, bytes.length - runStart));
    }
    return frames;
  }

  private int startOf(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }
}
