package dev.spikebench.loadgen;

import dev.spikebench.loadgen.workload.RequestBodies;

/// A few bodies sent in turn, for a server that does not look at them.
///
/// @param bodies the bodies, all rendered before
/// @param count requests to send with them
record RepeatedBodies(RequestBodies bodies, long count) implements RequestBodies {
  @Override
  public byte[] body(long request) {
    return bodies.body(request % bodies.count());
  }

  @Override
  public int events(long request) {
    return bodies.events(request % bodies.count());
  }

  @Override
  public long events() {
    long whole = count / bodies.count() * bodies.events();
    for (long request = 0; request < count % bodies.count(); request++) {
      whole += bodies.events(request);
    }
    return whole;
  }

  /// The server that gets them does not tell duplicates.
  @Override
  public long repeatedAmong(long firstEvents) {
    return 0;
  }

  @Override
  public int largestBytes() {
    return bodies.largestBytes();
  }
}
