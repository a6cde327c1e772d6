package dev.spikebench.backends.portable;

import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;

/// The machine as OSHI reads it on this system.
///
/// @param cpuModel name of the processor, maybe empty
/// @param physicalCores its cores
/// @param memoryBytes main memory
/// @param osName name and version of the operating system
public record PortableMachine(String cpuModel, int physicalCores, long memoryBytes, String osName) {

  /// Reads the machine; takes some tenths of a second.
  public static PortableMachine read() {
    SystemInfo system = new SystemInfo();
    CentralProcessor processor = system.getHardware().getProcessor();
    return new PortableMachine(
        processor.getProcessorIdentifier().getName(),
        processor.getPhysicalProcessorCount(),
        system.getHardware().getMemory().getTotal(),
        system.getOperatingSystem().toString());
  }
}
