package dev.spikebench.results.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One measurement of one backend: a fresh process, a fresh database, one load. Raw, in base units.
///
/// @param sequence place in the order of execution, from 1
/// @param round the round it belongs to, from 1; each round measures every backend once
/// @param slot place within its round, from 1
/// @param backendId the backend that was measured
/// @param startedAt when it began
/// @param valid whether it counts
/// @param invalidReasons why it does not count, one sentence each; empty exactly where it is valid
/// @param verdict what limited the run, in the load generator's word; null where it was not judged
/// @param counts events and requests
/// @param elapsedNs length of the measured part; 0 where there was none
/// @param values [MetricIds] to number or reason
/// @param latencyHistogram latencies of successful requests in ns as an HdrHistogram (V2,
///   compressed, base64); null where there were none
/// @param failedLatencyHistogram the same of failed requests
/// @param identity the process that was measured
/// @param stream what subscribers of the event stream got; null where nobody followed it
/// @param database the database as it really was; null where it was not looked at
/// @param interference what else the machine did during the measured part; null where that was not
///   looked at
public record Iteration(
    int sequence,
    int round,
    int slot,
    String backendId,
    Instant startedAt,
    boolean valid,
    List<String> invalidReasons,
    @Nullable String verdict,
    LoadCounts counts,
    long elapsedNs,
    Map<String, Measurement> values,
    @Nullable String latencyHistogram,
    @Nullable String failedLatencyHistogram,
    Identity identity,
    @Nullable StreamCounts stream,
    @Nullable DatabaseFacts database,
    @Nullable Interference interference) {

  /// @throws IllegalArgumentException when a value is missing, out of range or contradicts another
  public Iteration {
    Checks.atLeast("iteration.sequence", 1, sequence);
    Checks.atLeast("iteration.round", 1, round);
    Checks.atLeast("iteration.slot", 1, slot);
    Checks.id("iteration.backendId", backendId);
    Checks.present("iteration.startedAt", startedAt);
    invalidReasons = Checks.texts("iteration.invalidReasons", invalidReasons);
    if (valid != invalidReasons.isEmpty()) {
      throw Checks.bad(
          "iteration.invalidReasons",
          invalidReasons,
          valid ? "empty where iteration.valid is true" : "given where iteration.valid is false");
    }
    Checks.optionalText("iteration.verdict", verdict);
    Checks.present("iteration.counts", counts);
    Checks.atLeast("iteration.elapsedNs", 0, elapsedNs);
    values = Checks.map("iteration.values", values);
    Checks.optionalText("iteration.latencyHistogram", latencyHistogram);
    Checks.optionalText("iteration.failedLatencyHistogram", failedLatencyHistogram);
    Checks.present("iteration.identity", identity);
  }

  /// What was measured of a metric, in its base unit; null where there is no figure.
  ///
  /// @param metricId one of [MetricIds]
  public @Nullable Double value(String metricId) {
    Measurement measurement = values.get(metricId);
    return measurement == null ? null : measurement.value();
  }

  /// An iteration in which nobody followed the event stream or looked at database and machine.
  public Iteration(
      int sequence,
      int round,
      int slot,
      String backendId,
      Instant startedAt,
      boolean valid,
      List<String> invalidReasons,
      @Nullable String verdict,
      LoadCounts counts,
      long elapsedNs,
      Map<String, Measurement> values,
      @Nullable String latencyHistogram,
      @Nullable String failedLatencyHistogram,
      Identity identity) {
    this(
        sequence,
        round,
        slot,
        backendId,
        startedAt,
        valid,
        invalidReasons,
        verdict,
        counts,
        elapsedNs,
        values,
        latencyHistogram,
        failedLatencyHistogram,
        identity,
        null,
        null,
        null);
  }

  /// The same with what subscribers of the event stream got.
  public Iteration withStream(@Nullable StreamCounts newStream) {
    return with(newStream, database, interference);
  }

  /// The same with the database as it really was.
  public Iteration withDatabase(@Nullable DatabaseFacts newDatabase) {
    return with(stream, newDatabase, interference);
  }

  /// The same with what else the machine did.
  public Iteration withInterference(@Nullable Interference newInterference) {
    return with(stream, database, newInterference);
  }

  private Iteration with(
      @Nullable StreamCounts newStream,
      @Nullable DatabaseFacts newDatabase,
      @Nullable Interference newInterference) {
    return new Iteration(
        sequence,
        round,
        slot,
        backendId,
        startedAt,
        valid,
        invalidReasons,
        verdict,
        counts,
        elapsedNs,
        values,
        latencyHistogram,
        failedLatencyHistogram,
        identity,
        newStream,
        newDatabase,
        newInterference);
  }
}
