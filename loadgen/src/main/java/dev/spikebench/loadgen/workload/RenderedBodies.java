package dev.spikebench.loadgen.workload;

import java.util.List;
import java.util.function.LongUnaryOperator;

/// Bodies that were all rendered before the clock started. Immutable as long as nobody writes into
/// the arrays; any thread.
final class RenderedBodies implements RequestBodies {
  private final List<byte[]> bodies;
  private final int[] eventCounts;
  private final int largestBytes;
  private final long events;
  private final LongUnaryOperator repeatedAmong;

  RenderedBodies(List<byte[]> bodies, int[] eventCounts, LongUnaryOperator repeatedAmong) {
    this.bodies = List.copyOf(bodies);
    this.eventCounts = eventCounts;
    int largest = 0;
    long sum = 0;
    for (int i = 0; i < eventCounts.length; i++) {
      largest = Math.max(largest, bodies.get(i).length);
      sum += eventCounts[i];
    }
    this.largestBytes = largest;
    this.events = sum;
    this.repeatedAmong = repeatedAmong;
  }

  @Override
  public long count() {
    return eventCounts.length;
  }

  @Override
  public byte[] body(long request) {
    return bodies.get(Math.toIntExact(request));
  }

  @Override
  public int events(long request) {
    return eventCounts[Math.toIntExact(request)];
  }

  @Override
  public long events() {
    return events;
  }

  @Override
  public long repeatedAmong(long firstEvents) {
    return repeatedAmong.applyAsLong(firstEvents);
  }

  @Override
  public int largestBytes() {
    return largestBytes;
  }
}
