package dev.spikebench.loadgen.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PauseWatchTest {
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

  private final PauseWatch watch = new PauseWatch();

  @Test
  void threadThatWakesUpMuchLaterThanItAskedToHasStoodStill() {
    watch.waiting(20 * MS, 0);
    watch.woken(520 * MS);
    watch.waiting(20 * MS, 520 * MS);
    watch.woken(610 * MS);

    assertThat(watch.longestNs()).isEqualTo(500 * MS);
    assertThat(watch.totalNs()).isEqualTo(570 * MS);
  }

  @Test
  void delaysOfABusyMachineAreNoPause() {
    watch.waiting(20 * MS, 0);
    watch.woken(69 * MS);
    watch.waiting(20 * MS, 100 * MS);
    watch.woken(101 * MS);

    assertThat(watch.longestNs()).isZero();
    assertThat(watch.totalNs()).isZero();
  }
}
