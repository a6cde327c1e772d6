package dev.spikebench.results.model;

import static dev.spikebench.results.model.Direction.HIGHER_IS_BETTER;
import static dev.spikebench.results.model.Direction.INFORMATIONAL;
import static dev.spikebench.results.model.Direction.LOWER_IS_BETTER;

import java.util.List;

/// The keys of [Iteration#values()] and their definitions. A further metric is added here; a result
/// whose iterations use a key without definition is refused.
public final class MetricIds {

  /// Spawn of the process to its first 200 of the health path, in ns.
  public static final String STARTUP = "startup.ns";

  /// Resident set before the load, in bytes.
  public static final String IDLE_RSS = "rss.idle.bytes";

  /// Highest resident set, in bytes.
  public static final String PEAK_RSS = "rss.peak.bytes";

  /// Acknowledged events a second.
  public static final String THROUGHPUT = "throughput.eventsPerSecond";

  /// CPU time of the backend under the measured load for each acknowledged event, in ns.
  public static final String CPU_PER_EVENT = "cpu.nsPerEvent";

  /// What the backend weighs on disk to run, in bytes.
  public static final String RUNTIME_SIZE = "runtime.bytes";

  /// Size on disk of what has to be installed in all, the runtime included, in bytes.
  public static final String INSTALLED_SIZE = "installed.bytes";

  /// CPU time of the load generator for each acknowledged event, in ns.
  public static final String CLIENT_CPU_PER_EVENT = "client.cpu.nsPerEvent";

  /// Threads of the backend at the end of the measured part.
  public static final String THREADS = "process.threads";

  /// Open files of the backend at the end of the measured part, its connections among them.
  public static final String OPEN_FILES = "process.openFiles";

  /// Context switches of the backend over the measured part for each acknowledged event.
  public static final String CONTEXT_SWITCHES_PER_EVENT = "process.contextSwitchesPerEvent";

  /// Page faults of the backend that had to read from storage over the measured part.
  public static final String MAJOR_FAULTS = "process.majorFaults";

  /// Bytes that the backend wrote to storage over the measured part for each acknowledged event.
  public static final String BYTES_WRITTEN_PER_EVENT = "storage.bytesWrittenPerEvent";

  /// Growth of the database's files over the measured part for each acknowledged event, in bytes.
  public static final String DATABASE_BYTES_PER_EVENT = "database.bytesPerEvent";

  /// CPU time of the sampling of the backend, as a share of one core.
  public static final String SAMPLER_CPU = "sampler.cpuShare";

  private static final List<MetricDefinition> DEFINITIONS =
      List.of(
          new MetricDefinition(
              STARTUP,
              "ns",
              LOWER_IS_BETTER,
              MetricKind.DURATION,
              "From starting the process to its first 200 on the health path."),
          new MetricDefinition(
              IDLE_RSS,
              "bytes",
              LOWER_IS_BETTER,
              MetricKind.SIZE,
              "Resident set of the backend's processes once healthy, before any load."),
          new MetricDefinition(
              PEAK_RSS,
              "bytes",
              LOWER_IS_BETTER,
              MetricKind.SIZE,
              "Highest resident set of the backend's processes under load."),
          new MetricDefinition(
              THROUGHPUT,
              "1/s",
              HIGHER_IS_BETTER,
              MetricKind.RATE,
              "Acknowledged events a second over the measured part."),
          new MetricDefinition(
              CPU_PER_EVENT,
              "ns/event",
              LOWER_IS_BETTER,
              MetricKind.DURATION,
              "CPU time of the backend over the measured part for each acknowledged event."),
          new MetricDefinition(
              RUNTIME_SIZE,
              "bytes",
              LOWER_IS_BETTER,
              MetricKind.SIZE,
              "Size on disk of what the backend needs to run."),
          new MetricDefinition(
              INSTALLED_SIZE,
              "bytes",
              LOWER_IS_BETTER,
              MetricKind.SIZE,
              "Size on disk of what has to be installed in all, the runtime included."),
          new MetricDefinition(
              CLIENT_CPU_PER_EVENT,
              "ns/event",
              INFORMATIONAL,
              MetricKind.DURATION,
              "CPU time of the load generator over the measured part for each acknowledged"
                  + " event."),
          new MetricDefinition(
              THREADS,
              "1",
              INFORMATIONAL,
              MetricKind.COUNT,
              "Threads of the backend's processes at the end of the measured part."),
          new MetricDefinition(
              OPEN_FILES,
              "1",
              INFORMATIONAL,
              MetricKind.COUNT,
              "Open files and sockets of the backend's processes at the end of the measured part."),
          new MetricDefinition(
              CONTEXT_SWITCHES_PER_EVENT,
              "1/event",
              LOWER_IS_BETTER,
              MetricKind.RATIO,
              "Voluntary and involuntary context switches of the backend's threads over the"
                  + " measured part for each acknowledged event."),
          new MetricDefinition(
              MAJOR_FAULTS,
              "1",
              LOWER_IS_BETTER,
              MetricKind.COUNT,
              "Page faults of the backend's processes that had to read from storage over the"
                  + " measured part."),
          new MetricDefinition(
              BYTES_WRITTEN_PER_EVENT,
              "bytes/event",
              LOWER_IS_BETTER,
              MetricKind.SIZE,
              "Bytes that the kernel accounts to the backend's processes as written to storage over"
                  + " the measured part for each acknowledged event."),
          new MetricDefinition(
              DATABASE_BYTES_PER_EVENT,
              "bytes/event",
              LOWER_IS_BETTER,
              MetricKind.SIZE,
              "Growth of the database file and its log over the measured part for each acknowledged"
                  + " event."),
          new MetricDefinition(
              SAMPLER_CPU,
              "1",
              INFORMATIONAL,
              MetricKind.RATIO,
              "CPU time of the thread that samples the backend, as a share of one core."));

  private MetricIds() {}

  /// Definitions of all keys of this class.
  public static List<MetricDefinition> definitions() {
    return DEFINITIONS;
  }
}
