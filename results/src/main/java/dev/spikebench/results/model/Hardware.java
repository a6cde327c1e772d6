package dev.spikebench.results.model;

/// The machine's hardware, as far as the system shows it.
///
/// @param cpuModel name of the processor
/// @param architecture instruction set, for instance `amd64`
/// @param logicalCpus logical CPUs this process may use
/// @param physicalCores physical cores
/// @param memoryBytes main memory, or the limit of the container where it is lower
public record Hardware(
    Fact cpuModel,
    Fact architecture,
    Measurement logicalCpus,
    Measurement physicalCores,
    Measurement memoryBytes) {

  /// @throws IllegalArgumentException when a part is missing
  public Hardware {
    Checks.present("hardware.cpuModel", cpuModel);
    Checks.present("hardware.architecture", architecture);
    Checks.present("hardware.logicalCpus", logicalCpus);
    Checks.present("hardware.physicalCores", physicalCores);
    Checks.present("hardware.memoryBytes", memoryBytes);
  }
}
