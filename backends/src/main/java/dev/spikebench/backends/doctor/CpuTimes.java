package dev.spikebench.backends.doctor;

import dev.spikebench.backends.process.ClockTicks;
import dev.spikebench.backends.process.ProcFs;
import dev.spikebench.backends.process.ProcStat;
import dev.spikebench.backends.process.ProcessTree;
import java.nio.file.Path;
import java.util.Optional;

/// CPU time of the machine since its boot, from the first line of `/proc/stat`, and that of this
/// process with its descendants.
///
/// @param atNs `System.nanoTime()` of the reading
/// @param busyNs of all processes and of interrupts
/// @param stolenNs that the hypervisor gave to others
/// @param ownNs of this process and what it started
record CpuTimes(long atNs, long busyNs, long stolenNs, long ownNs) {
  private static final int USER = 1;
  private static final int NICE = 2;
  private static final int SYSTEM = 3;
  private static final int INTERRUPTS = 6;
  private static final int SOFT_INTERRUPTS = 7;
  private static final int STOLEN = 8;

  /// Reads them; empty where there is no `/proc/stat`.
  static Optional<CpuTimes> read() {
    String text = ProcFs.read(Path.of("/proc/stat"));
    return text == null
        ? Optional.empty()
        : text.lines().findFirst().flatMap(line -> parse(line, System.nanoTime(), ownTicks()));
  }

  /// Reads the line `cpu user nice system idle iowait irq softirq steal …`, see `man 5 proc_stat`.
  static Optional<CpuTimes> parse(String line, long atNs, long ownTicks) {
    String[] fields = line.split("\\s+", -1);
    if (fields.length <= STOLEN || !fields[0].equals("cpu")) {
      return Optional.empty();
    }
    long busy = 0;
    for (int field : new int[] {USER, NICE, SYSTEM, INTERRUPTS, SOFT_INTERRUPTS}) {
      busy += Long.parseLong(fields[field]);
    }
    return Optional.of(
        new CpuTimes(
            atNs,
            ClockTicks.toNanos(busy),
            ClockTicks.toNanos(Long.parseLong(fields[STOLEN])),
            ClockTicks.toNanos(ownTicks)));
  }

  /// Cores that others kept busy since an earlier reading.
  double othersCores(CpuTimes earlier) {
    long others = (busyNs - earlier.busyNs) - (ownNs - earlier.ownNs);
    return Math.max(0, others) / (double) (atNs - earlier.atNs);
  }

  /// Cores' worth of time that was stolen since an earlier reading.
  double stolenCores(CpuTimes earlier) {
    return Math.max(0, stolenNs - earlier.stolenNs) / (double) (atNs - earlier.atNs);
  }

  private static long ownTicks() {
    long ticks = 0;
    for (ProcessHandle process : ProcessTree.of(ProcessHandle.current())) {
      ProcStat stat = ProcFs.stat(process.pid());
      ticks += stat == null ? 0 : stat.cpuTicks();
    }
    return ticks;
  }
}
