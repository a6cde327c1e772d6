package dev.spikebench.results.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a gate can judge. A further metric is added here, with its values in the gate's evidence.
public enum GateMetric {
  CPU(
      "cpu",
      "CPU per event",
      "ns/event",
      Direction.LOWER_IS_BETTER,
      MetricKind.DURATION,
      "CPU time of the arm's processes over a paced slice for each acknowledged event."),
  P50(
      "p50",
      "p50 latency",
      "ns",
      Direction.LOWER_IS_BETTER,
      MetricKind.DURATION,
      "Median latency from plan of an epoch's paced slices together."),
  P99(
      "p99",
      "p99 latency",
      "ns",
      Direction.LOWER_IS_BETTER,
      MetricKind.DURATION,
      "99th percentile of the latency from plan of an epoch's paced slices together."),
  THROUGHPUT(
      "throughput",
      "Throughput",
      "1/s",
      Direction.HIGHER_IS_BETTER,
      MetricKind.RATE,
      "Acknowledged events a second over a saturated slice."),
  RSS(
      "rss",
      "Peak RSS",
      "bytes",
      Direction.LOWER_IS_BETTER,
      MetricKind.SIZE,
      "Highest resident set of a launch."),
  STARTUP(
      "startup",
      "Start-up time",
      "ns",
      Direction.LOWER_IS_BETTER,
      MetricKind.DURATION,
      "From starting the process to its first 200 on the health path.");

  private final String text;
  private final String label;
  private final String unit;
  private final Direction direction;
  private final MetricKind kind;
  private final String description;

  GateMetric(
      String text,
      String label,
      String unit,
      Direction direction,
      MetricKind kind,
      String description) {
    this.text = text;
    this.label = label;
    this.unit = unit;
    this.direction = direction;
    this.kind = kind;
    this.description = description;
  }

  /// The word used on the command line and in files.
  public String text() {
    return text;
  }

  /// Its name in sentences and tables.
  public String label() {
    return label;
  }

  /// Unit, direction and meaning.
  public MetricDefinition definition() {
    return new MetricDefinition(text, unit, direction, kind, description);
  }

  /// Which way it gets better.
  public Direction direction() {
    return direction;
  }

  /// Whether a launch has one value of it; the others are measured slice by slice.
  public boolean ofLaunches() {
    return this == RSS || this == STARTUP;
  }

  /// Whether it is known of a target that was only named by its address.
  public boolean knownByAddress() {
    return this == P50 || this == P99 || this == THROUGHPUT;
  }

  /// The metric of a word; empty where there is none.
  public static Optional<GateMetric> of(String text) {
    return Arrays.stream(values()).filter(it -> it.text.equals(text)).findFirst();
  }

  /// The words of all metrics.
  public static List<String> texts() {
    return Arrays.stream(values()).map(GateMetric::text).toList();
  }
}
