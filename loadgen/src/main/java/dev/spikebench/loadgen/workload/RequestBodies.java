package dev.spikebench.loadgen.workload;

/// The bodies of one part of a run, by the number of their request. Any thread.
public interface RequestBodies {
  /// Number of requests.
  long count();

  /// The body of one request. The array is the one that is sent: do not write into it.
  ///
  /// @param request number of the request, from 0
  byte[] body(long request);

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
}
