package dev.spikebench.backends.portable;

import java.util.Optional;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;

/// Figures of one process as OSHI reads them on this system.
///
/// @param residentBytes resident memory now
/// @param cpuMs user and system time since its start, in ms
/// @param threads its threads now
/// @param openFiles its open files; negative where the system does not tell
/// @param majorFaults page faults that had to read from storage; 0 also where the system does not
///   tell
/// @param voluntarySwitches context switches because it had to wait; 0 also where the system does
///   not tell
/// @param involuntarySwitches those because another was to run; 0 also where the system does not
///   tell
/// @param bytesRead from storage since its start; 0 also where the system does not tell
/// @param bytesWritten to storage since its start; 0 also where the system does not tell
public record PortableProcess(
    long residentBytes,
    long cpuMs,
    int threads,
    long openFiles,
    long majorFaults,
    long voluntarySwitches,
    long involuntarySwitches,
    long bytesRead,
    long bytesWritten) {

  /// Reads a process; empty if there is none. Takes some tenths of a millisecond of CPU.
  public static Optional<PortableProcess> read(long pid) {
    if (pid > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    OSProcess process = new SystemInfo().getOperatingSystem().getProcess((int) pid);
    if (process == null || process.getState() == OSProcess.State.ZOMBIE) {
      return Optional.empty();
    }
    return Optional.of(
        new PortableProcess(
            process.getResidentMemory(),
            process.getKernelTime() + process.getUserTime(),
            process.getThreadCount(),
            process.getOpenFiles(),
            process.getMajorFaults(),
            process.getVoluntaryContextSwitches(),
            process.getInvoluntaryContextSwitches(),
            process.getBytesRead(),
            process.getBytesWritten()));
  }
}
