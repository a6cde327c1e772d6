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
/// @param contextSwitches since its start; 0 also where the system does not tell
/// @param bytesWritten to storage since its start; 0 also where the system does not tell
public record PortableProcess(
    long residentBytes,
    long cpuMs,
    int threads,
    long openFiles,
    long contextSwitches,
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
            process.getContextSwitches(),
            process.getBytesWritten()));
  }
}
