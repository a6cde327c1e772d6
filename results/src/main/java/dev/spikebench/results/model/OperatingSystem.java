package dev.spikebench.results.model;

/// The operating system and what it does to measurements.
///
/// @param name name and version of the distribution
/// @param kernel kernel and its version
/// @param virtualization hypervisor or container, `none` on bare metal
/// @param cpuGovernor frequency governor
/// @param cpuLimit CPU limit of the container, for instance its `cpu.max`
public record OperatingSystem(
    Fact name, Fact kernel, Fact virtualization, Fact cpuGovernor, Fact cpuLimit) {

  /// @throws IllegalArgumentException when a part is missing
  public OperatingSystem {
    Checks.present("os.name", name);
    Checks.present("os.kernel", kernel);
    Checks.present("os.virtualization", virtualization);
    Checks.present("os.cpuGovernor", cpuGovernor);
    Checks.present("os.cpuLimit", cpuLimit);
  }
}
