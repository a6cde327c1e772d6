package dev.spikebench.backends.environment;

import dev.spikebench.backends.doctor.QuietCheck;
import dev.spikebench.backends.doctor.QuietVerdict;
import dev.spikebench.backends.portable.PortableMachine;
import dev.spikebench.backends.process.ProcFs;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Hardware;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.OperatingSystem;
import dev.spikebench.results.model.RuntimeVersion;
import dev.spikebench.results.model.SourceState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads where a measurement takes place. What can't be read has the reason why. Takes one to three
/// seconds. Thread-safe: no state.
public final class EnvironmentProbe {
  private EnvironmentProbe() {}

  /// Reads everything, and looks for a second whether the machine is quiet.
  ///
  /// @param databaseDirectory where the backends' databases will lie; a small file is written there
  ///   to time syncs, and deleted
  public static Environment probe(Path databaseDirectory) {
    return probe(databaseDirectory, QuietCheck.run());
  }

  /// The same with a verdict on quietness that is there already.
  public static Environment probe(Path databaseDirectory, QuietVerdict quiet) {
    return Environment.of(
        ProcFs.available() ? linuxHardware() : portableHardware(PortableMachine.read()),
        ProcFs.available() ? linuxSystem() : portableSystem(PortableMachine.read()),
        StorageProbe.probe(databaseDirectory),
        SourceProbe.probe(),
        runtimes(),
        quiet.reasons());
  }

  /// Which commit a folder is a checkout of, and whether its files differ from it.
  public static SourceState source(Path folder) {
    return SourceProbe.probe(folder);
  }

  private static Hardware linuxHardware() {
    return new Hardware(
        LinuxMachine.cpuModel(),
        architecture(),
        logicalCpus(),
        LinuxMachine.physicalCores(),
        LinuxMachine.memoryBytes(Cgroup.ofThisProcess()));
  }

  private static OperatingSystem linuxSystem() {
    return new OperatingSystem(
        LinuxMachine.osName(),
        kernel(),
        LinuxMachine.virtualization(),
        LinuxMachine.governor(),
        Cgroup.ofThisProcess().cpuLimit());
  }

  static Hardware portableHardware(PortableMachine machine) {
    return new Hardware(
        machine.cpuModel().isBlank()
            ? Fact.unavailable("the system names no processor")
            : Fact.of(machine.cpuModel().strip()),
        architecture(),
        logicalCpus(),
        Measurement.of((double) machine.physicalCores()),
        Measurement.of((double) machine.memoryBytes()));
  }

  static OperatingSystem portableSystem(PortableMachine machine) {
    String reason = "only read on Linux, this is " + System.getProperty("os.name");
    return new OperatingSystem(
        Fact.of(machine.osName()),
        kernel(),
        Fact.unavailable(reason),
        Fact.unavailable(reason),
        Fact.unavailable(reason));
  }

  private static Fact architecture() {
    return Fact.of(System.getProperty("os.arch"));
  }

  private static Measurement logicalCpus() {
    return Measurement.of((double) Runtime.getRuntime().availableProcessors());
  }

  private static Fact kernel() {
    return Fact.of(System.getProperty("os.name") + " " + System.getProperty("os.version"));
  }

  private static List<RuntimeVersion> runtimes() {
    List<RuntimeVersion> runtimes = new ArrayList<>();
    runtimes.add(
        new RuntimeVersion(
            "Java",
            Fact.of(
                "%s (%s, %s)"
                    .formatted(
                        Runtime.version(),
                        System.getProperty("java.vendor"),
                        System.getProperty("java.vm.name")))));
    if (ProcFs.available()) {
      runtimes.add(new RuntimeVersion("C library", LinuxMachine.cLibrary()));
    }
    return List.copyOf(runtimes);
  }
}
