package dev.spikebench.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.loadgen.target.RunControl;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ClientSettlingTest {
  private static final Duration WINDOW = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final RunControl control = new RunControl(LONG);

  /// CPU times before and after each window, in ms.
  private static Queue<Long> cpuMs(Long... values) {
    return new ArrayDeque<>(List.of(values));
  }

  @Test
  void waitsForTheFirstWindowWithoutWork() {
    Queue<Long> cpuMs = cpuMs(0L, 90L, 90L, 140L, 140L, 150L, 900L);
    ClientSettling settling =
        new ClientSettling(() -> Duration.ofMillis(cpuMs.remove()).toNanos(), WINDOW, LONG);

    assertThat(settling.await(control)).isTrue();
    assertThat(cpuMs).containsExactly(900L);
  }

  @Test
  void givesUpAtItsLimit() {
    long[] cpuNs = {0};
    ClientSettling settling =
        new ClientSettling(
            () -> cpuNs[0] += Duration.ofSeconds(1).toNanos(), WINDOW, Duration.ofMillis(5));

    assertThat(settling.await(control)).isFalse();
  }

  @Test
  void aCancelledRunDoesNotWait() {
    control.cancel();
    Queue<Long> cpuMs = cpuMs();
    ClientSettling settling = new ClientSettling(cpuMs::remove, WINDOW, LONG);

    assertThat(settling.await(control)).isFalse();
  }
}
