package dev.spikebench.backends.observe;

import dev.spikebench.backends.process.ClockTicks;
import dev.spikebench.backends.process.ProcFs;
import dev.spikebench.backends.process.ProcStat;
import dev.spikebench.backends.process.ProcessClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Reads processes from `/proc`: `stat` for threads, faults and the CPU time of ended children,
/// `status` for memory with the kernel's high-water mark `VmHWM`, `fd`, `io` and each thread's
/// `status` for the rest. The kernel counts pages of each CPU apart and adds them up now and then,
/// so memory may be off by some hundred kilobytes. CPU time comes from the process's own clock.
final class LinuxSource implements ProcessSource {
  private static final long KIB = 1024;

  @Override
  public @Nullable ProcessSample sample(long pid) {
    ProcStat stat = ProcFs.stat(pid);
    String status = ProcFs.read(ProcFs.file(pid, "status"));
    if (stat == null || stat.state() == 'Z' || status == null) {
      return null;
    }
    return new ProcessSample(
        kib(ProcFs.number(status, "VmRSS")),
        kib(ProcFs.number(status, "VmHWM")),
        cpuNs(pid, stat),
        stat.threads(),
        stat.majorFaults());
  }

  private static long cpuNs(long pid, ProcStat stat) {
    Long own = ProcessClock.cpuNs(pid);
    return own == null
        ? ClockTicks.toNanos(stat.cpuTicks())
        : own + ClockTicks.toNanos(stat.childrenTicks());
  }

  @Override
  public @Nullable ProcessDetail detail(long pid) {
    if (ProcFs.stat(pid) == null) {
      return null;
    }
    String io = ProcFs.read(ProcFs.file(pid, "io"));
    Switches switches = switches(pid);
    return new ProcessDetail(
        count(ProcFs.file(pid, "fd")),
        switches == null ? null : switches.voluntary(),
        switches == null ? null : switches.involuntary(),
        io == null ? null : ProcFs.number(io, "read_bytes"),
        io == null ? null : ProcFs.number(io, "write_bytes"));
  }

  @Override
  public boolean resetHighWater(long pid) {
    try {
      // 5 resets the peak resident set and nothing else, see man 5 proc_pid_clear_refs.
      Files.write(ProcFs.file(pid, "clear_refs"), "5".getBytes(StandardCharsets.US_ASCII));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String whyMissing(String figure) {
    return figure + " can't be read from /proc, which the rights of this user may forbid";
  }

  private record Switches(@Nullable Long voluntary, @Nullable Long involuntary) {}

  /// Sums over the threads: the counts of a process' own `status` are its first thread's alone.
  private static @Nullable Switches switches(long pid) {
    long voluntary = 0;
    long involuntary = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(ProcFs.file(pid, "task"))) {
      for (Path thread : threads) {
        String status = ProcFs.read(thread.resolve("status"));
        if (status != null) {
          voluntary += orZero(ProcFs.number(status, "voluntary_ctxt_switches"));
          involuntary += orZero(ProcFs.number(status, "nonvoluntary_ctxt_switches"));
        }
      }
      return new Switches(voluntary, involuntary);
    } catch (IOException e) {
      return null;
    }
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  private static @Nullable Long count(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      long count = 0;
      for (Iterator<Path> each = entries.iterator(); each.hasNext(); each.next()) {
        count++;
      }
      return count;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable Long kib(@Nullable Long value) {
    return value == null ? null : value * KIB;
  }
}
