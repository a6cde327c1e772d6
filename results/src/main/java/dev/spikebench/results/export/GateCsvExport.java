package dev.spikebench.results.export;

import dev.spikebench.results.gate.GateEvidence;
import dev.spikebench.results.json.PlainCsv;
import dev.spikebench.results.model.GateLaunch;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateSlice;
import dev.spikebench.results.model.Measurement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Comma-separated values (RFC 4180) of a gate's session in the long form: a line for each raw
/// figure of each launch and slice in the order of execution, in base units. What belongs to a
/// launch has neither sub-round nor slot.
final class GateCsvExport {

  private static final List<String> COLUMNS =
      List.of(
          "run_id",
          "started_at",
          "epoch",
          "sub_round",
          "slot",
          "arm",
          "load",
          "metric",
          "unit",
          "value",
          "reason",
          "dropped");

  private final GateResults results;
  private final GateEvidence evidence;
  private final List<List<String>> rows = new ArrayList<>();

  GateCsvExport(GateResults results) {
    this.results = results;
    this.evidence = new GateEvidence(results);
  }

  Export export() {
    for (GateLaunch launch : results.launches()) {
      row(launch, "startup.ns", "ns", launch.startupNs());
      row(launch, "rss.peak.bytes", "bytes", launch.peakRssBytes());
    }
    for (GateSlice slice : results.slices()) {
      row(slice, "events.acknowledged", "1", count(slice.counts().eventsAcknowledged()));
      row(slice, "elapsed.ns", "ns", count(slice.elapsedNs()));
      row(slice, "cpu.ns", "ns", slice.cpuNs());
      Double medianNs = evidence.median(slice);
      row(
          slice,
          "latency.p50.ns",
          "ns",
          medianNs == null
              ? Measurement.unavailable("no request succeeded")
              : Measurement.of(medianNs));
    }
    return Export.of(PlainCsv.text(COLUMNS, rows), List.of());
  }

  private static Measurement count(long value) {
    return Measurement.of((double) value);
  }

  private void row(GateLaunch launch, String metric, String unit, Measurement value) {
    row(
        List.of("", Integer.toString(launch.epoch()), "", "", launch.arm(), ""),
        metric,
        unit,
        value,
        "");
  }

  private void row(GateSlice slice, String metric, String unit, Measurement value) {
    List<String> place =
        List.of(
            slice.startedAt().toString(),
            Integer.toString(slice.epoch()),
            Integer.toString(slice.subRound()),
            Integer.toString(slice.slot()),
            slice.arm(),
            slice.load());
    String dropped = slice.dropped();
    row(place, metric, unit, value, dropped == null ? "" : dropped);
  }

  private void row(
      List<String> place, String metric, String unit, Measurement measurement, String dropped) {
    Double value = measurement.value();
    String reason = measurement.reason();
    List<String> row = new ArrayList<>(List.of(results.run().id()));
    row.addAll(place);
    row.add(metric);
    row.add(unit);
    row.add(value == null ? "" : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString());
    row.add(reason == null ? "" : CsvExport.noFormula(reason));
    row.add(dropped.isEmpty() ? "" : CsvExport.noFormula(dropped));
    rows.add(row);
  }
}
