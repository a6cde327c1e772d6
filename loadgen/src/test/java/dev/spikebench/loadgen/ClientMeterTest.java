package dev.spikebench.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClientMeterTest {

  @Test
  void processCpuTimeHoldsWhatAThreadUsed() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long beforeNs = ClientMeter.processCpuNs();
    long threadBeforeNs = threads.getCurrentThreadCpuTime();
    long usedNs = 0;
    while (usedNs < Duration.ofMillis(60).toNanos()) {
      usedNs = threads.getCurrentThreadCpuTime() - threadBeforeNs;
    }

    // The process's time is counted in ticks of 10 ms, so both ends may be short of one.
    assertThat(ClientMeter.processCpuNs() - beforeNs)
        .isGreaterThanOrEqualTo(Duration.ofMillis(40).toNanos());
  }
}
