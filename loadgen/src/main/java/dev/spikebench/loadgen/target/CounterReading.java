package dev.spikebench.loadgen.target;

/// Where the counters of a part of a run stood at one moment.
///
/// @param requestsSent requests taken up
/// @param requestsOk requests that ended well
/// @param requestsFailed requests that ended in any other way
/// @param eventsSent events of the requests taken up
/// @param eventsAcknowledged events that answers said were stored
record CounterReading(
    long requestsSent,
    long requestsOk,
    long requestsFailed,
    long eventsSent,
    long eventsAcknowledged) {
  static final CounterReading ZERO = new CounterReading(0, 0, 0, 0, 0);
}
