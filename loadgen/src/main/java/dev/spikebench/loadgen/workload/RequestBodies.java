package dev.spikebench.loadgen.workload;

import java.util.List;

/// The rendered bodies of one part of a run. Immutable as long as nobody writes into the arrays;
/// any thread.
public final class RequestBodies {
  private final List<byte[]> bodies;
  private final int[] eventCounts;
  private final int largestBytes;
  private final long events;

  RequestBodies(List<byte[]> bodies, int[] eventCounts) {
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
  }

  /// Number of requests.
  public int count() {
    return eventCounts.length;
  }

  /// The body of one request. The array is the one that is sent: do not write into it.
  public byte[] body(int request) {
    return bodies.get(request);
  }

  /// Events in one request.
  public int events(int request) {
    return eventCounts[request];
  }

  /// Events in all requests.
  public long events() {
    return events;
  }

  /// Size of the largest body in bytes; 0 where there are none.
  public int largestBytes() {
    return largestBytes;
  }
}
