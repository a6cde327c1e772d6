package dev.spikebench.backends.process;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A process, told apart from a later one that got the same pid by its start time.
///
/// @param pid process id
/// @param startStamp when it started, in a form that is only compared: on Linux boot id and clock
///   ticks since boot, elsewhere milliseconds since 1970
public record ProcessIdentity(long pid, String startStamp) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /// The identity of a running process; empty if there is none, or the system does not tell when it
  /// started.
  public static Optional<ProcessIdentity> of(long pid) {
    String stamp = ProcFs.available() ? linuxStamp(pid) : portableStamp(pid);
    return Optional.ofNullable(stamp).map(found -> new ProcessIdentity(pid, found));
  }

  /// The identity of this process.
  ///
  /// @throws IllegalStateException if the system does not tell when it started
  public static ProcessIdentity ofThisProcess() {
    return of(ProcessHandle.current().pid())
        .orElseThrow(() -> new IllegalStateException("the start of this process is unknown"));
  }

  /// Whether this very process runs now. One that ended and was not waited for does not.
  public boolean isAlive() {
    return of(pid).filter(this::equals).isPresent();
  }

  /// The process as the JDK knows it, if it runs now.
  public Optional<ProcessHandle> handle() {
    return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
  }

  private static @Nullable String linuxStamp(long pid) {
    ProcStat stat = ProcFs.stat(pid);
    if (stat == null || stat.state() == 'Z') {
      return null;
    }
    // The JDK derives a wall-clock time that may differ by a second from one JVM to the next.
    String bootId = ProcFs.read(BOOT_ID);
    return (bootId == null ? "" : bootId.strip()) + ":" + stat.startTicks();
  }

  private static @Nullable String portableStamp(long pid) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(handle -> handle.info().startInstant())
        .map(instant -> Long.toString(instant.toEpochMilli()))
        .orElse(null);
  }
}
