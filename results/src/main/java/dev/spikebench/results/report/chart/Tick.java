package dev.spikebench.results.report.chart;

/// A mark of an axis.
///
/// @param at its coordinate
/// @param label what stands beside it
public record Tick(String at, String label) {}
