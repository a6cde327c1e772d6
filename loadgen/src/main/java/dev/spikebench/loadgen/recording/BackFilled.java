package dev.spikebench.loadgen.recording;

/// The wire latencies of a closed loop with the requests filled in that a stalled target kept from
/// being sent. An estimate, and labelled as one: it assumes that every user would have sent on at
/// the mean pace of the run.
///
/// @param latency the corrected distribution
/// @param expectedIntervalNs mean time of one cycle of a virtual user, from one request to the next
public record BackFilled(LatencyHistogram latency, long expectedIntervalNs) {}
