package dev.spikebench.results.soak;

/// Latencies of many requests, in ms.
///
/// @param count requests behind them
/// @param p50 median
/// @param p95 95th percentile
/// @param p99 99th percentile
/// @param max the longest
public record SoakLatency(long count, double p50, double p95, double p99, double max) {}
