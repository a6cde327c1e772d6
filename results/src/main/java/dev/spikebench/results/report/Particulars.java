package dev.spikebench.results.report;

import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Hardware;
import dev.spikebench.results.model.ImportedFrom;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.RuntimeVersion;
import dev.spikebench.results.model.WorkloadParameters;
import dev.spikebench.results.report.ReportView.Entry;
import java.util.ArrayList;
import java.util.List;

/// Where and how a run was made, as names and values.
final class Particulars {
  /// As many digits of a hash as tell definitions apart for a reader.
  private static final int HASH_DIGITS = 12;

  private static final double BYTES_PER_GB = 1024.0 * 1024.0 * 1024.0;

  private Particulars() {}

  static List<Entry> environment(BenchmarkResults results) {
    ImportedFrom imported = results.importedFrom();
    if (imported == null) {
      return environment(results.environment());
    }
    List<Entry> entries = machine(results.environment());
    entries.add(new Entry("Source", imported.source()));
    return entries;
  }

  private static List<Entry> machine(Environment environment) {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry("Hardware", hardware(environment.hardware())));
    entries.add(
        new Entry(
            "OS", text(environment.os().name()) + ", kernel " + text(environment.os().kernel())));
    for (RuntimeVersion runtime : environment.runtimes()) {
      entries.add(new Entry(runtime.name(), text(runtime.version())));
    }
    return entries;
  }

  /// Where a run of this tool took place.
  static List<Entry> environment(Environment environment) {
    List<Entry> entries = machine(environment);
    entries.add(new Entry("Database file system", text(environment.storage().fileSystem())));
    entries.add(new Entry("Sync latency", syncLatency(environment.storage().syncLatencyNs())));
    entries.add(new Entry("Virtualization", text(environment.os().virtualization())));
    entries.add(new Entry("CPU governor", text(environment.os().cpuGovernor())));
    entries.add(new Entry("CPU limit", text(environment.os().cpuLimit())));
    entries.add(new Entry("Commit", text(environment.source().commit())));
    entries.add(
        new Entry("Machine fingerprint", environment.fingerprint().sha256().substring(0, 16)));
    return entries;
  }

  static List<Entry> workload(BenchmarkResults results) {
    WorkloadParameters workload = results.workload();
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry("Total events", Figures.count(workload.events())));
    entries.add(new Entry("Concurrency", Figures.count(workload.concurrency())));
    entries.add(new Entry("Batch size", Figures.count(workload.batchSize())));
    entries.add(new Entry("Warmup events", Figures.count(workload.warmupEvents())));
    entries.add(
        new Entry(
            "Mode",
            workload.mode()
                + (workload.single() ? " (POST /api/events)" : " (POST /api/events/batch)")));
    Long soak = workload.soakSeconds();
    entries.add(new Entry("Soak duration", soak == null ? "not run" : Figures.count(soak) + "s"));
    if (results.importedFrom() == null) {
      entries.addAll(design(results));
    }
    return entries;
  }

  private static List<Entry> design(BenchmarkResults results) {
    List<Entry> entries = new ArrayList<>();
    WorkloadParameters workload = results.workload();
    Integer sessions = workload.sessions();
    if (sessions != null) {
      entries.add(new Entry("Sessions", Figures.count(sessions)));
    }
    String shape = workload.eventIdShape();
    if (shape != null) {
      entries.add(new Entry("Event ids", shape));
    }
    String hash = workload.definitionSha256();
    entries.add(
        new Entry(
            "Load",
            workload.loop()
                + " loop, workload "
                + workload.id()
                + (hash == null ? "" : " (definition " + hash.substring(0, HASH_DIGITS) + ")")));
    entries.add(new Entry("Stream subscribers", Figures.count(workload.streamSubscribers())));
    entries.add(new Entry("Protocol", results.design().protocol()));
    entries.add(new Entry("Rounds planned", Figures.count(results.design().roundsPlanned())));
    Long seed = results.run().seed();
    entries.add(
        new Entry("Order", results.design().order() + (seed == null ? "" : ", seed " + seed)));
    entries.add(new Entry("Processes", "restarted " + results.design().restart()));
    entries.add(
        new Entry("Latency from", results.design().latencyFrom() + " time, successful requests"));
    return entries;
  }

  private static String hardware(Hardware hardware) {
    String text = text(hardware.cpuModel()) + " (" + text(hardware.architecture()) + "), ";
    text += number(hardware.logicalCpus(), 1) + " CPUs";
    if (hardware.physicalCores().value() != null) {
      text += " on " + number(hardware.physicalCores(), 1) + " cores";
    }
    return text + ", " + number(hardware.memoryBytes(), BYTES_PER_GB) + "GB RAM";
  }

  private static String syncLatency(Measurement measurement) {
    return number(measurement, 1e6) + (measurement.value() == null ? "" : "ms");
  }

  private static String number(Measurement measurement, double baseUnits) {
    Double value = measurement.value();
    return value == null
        ? "unknown (" + measurement.reason() + ")"
        : Figures.trimmed(value / baseUnits, 2);
  }

  private static String text(Fact fact) {
    return fact.orElse("unknown (" + fact.reason() + ")");
  }
}
