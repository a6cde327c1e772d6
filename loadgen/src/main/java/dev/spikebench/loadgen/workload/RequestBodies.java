package dev.spikebench.loadgen.workload;

/// The bodies of one part of a run, by the number of their request. Any thread.
public interface RequestBodies extends AutoCloseable {
  /// Number of requests.
  long count();

  /// The body of one request, to be asked for once. The array is the one that is sent: do not write
  /// into it.
  ///
  /// @param request number of the request, from 0
  byte[] body(long request);

  /// The body of the first request, to look at. The array is the one that is sent.
  default byte[] first() {
    return body(0);
  }

  /// The body of one request is not wanted after all; in the place of [#body(long)].
  ///
  /// @param request number of the request, from 0
  default void discard(long request) {}

  /// Events in one request.
  ///
  /// @param request number of the request, from 0
  int events(long request);

  /// Events in all requests.
  long events();

  /// Events among the first ones that repeat an earlier one of them, id and all.
  ///
  /// @param firstEvents how many events to look at
  long repeatedAmong(long firstEvents);

  /// Size of the largest body in bytes; 0 where there are none.
  int largestBytes();

  /// Requests that had to wait for their body; 0 where all bodies were rendered before the clock
  /// started.
  default long waits() {
    return 0;
  }

  /// Whether all bodies were rendered before the clock started; else a thread renders them during
  /// the run.
  default boolean renderedAhead() {
    return true;
  }

  /// Ends what renders. No body may be asked for any more.
  @Override
  default void close() {}
}
