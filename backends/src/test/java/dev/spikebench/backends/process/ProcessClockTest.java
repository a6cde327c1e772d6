package dev.spikebench.backends.process;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class ProcessClockTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long PID = ProcessHandle.current().pid();

  /// User and system time are each cut to whole ticks.
  private static final long TWO_TICKS_NS = ClockTicks.toNanos(2);

  @Test
  void tellsWhatTheKernelCountsInTicks() {
    long before = ticksNs();
    long told = requireNonNull(ProcessClock.cpuNs(PID));
    long after = ticksNs();
    assertThat(told).isBetween(before - TWO_TICKS_NS, after + TWO_TICKS_NS);
  }

  @Test
  void seesLessThanATick() {
    long processBefore = requireNonNull(ProcessClock.cpuNs(PID));
    long threadBefore = THREADS.getCurrentThreadCpuTime();
    long threadUsed = 0;
    while (threadUsed < TimeUnit.MILLISECONDS.toNanos(2)) {
      threadUsed = THREADS.getCurrentThreadCpuTime() - threadBefore;
    }
    assertThat(requireNonNull(ProcessClock.cpuNs(PID)) - processBefore)
        .isGreaterThanOrEqualTo(threadUsed);
  }

  @Test
  void ofNoProcessThereIsNone() {
    assertThat(ProcessClock.cpuNs(Integer.MAX_VALUE)).isNull();
    assertThat(ProcessClock.cpuNs(0)).isNull();
    assertThat(ProcessClock.cpuNs(1L << 22)).isNull();
    assertThat(ProcessClock.cpuNs(1L << 40)).isNull();
  }

  private static long ticksNs() {
    ProcStat stat = requireNonNull(ProcFs.stat(PID));
    return ClockTicks.toNanos(stat.cpuTicks() - stat.childrenTicks());
  }
}
