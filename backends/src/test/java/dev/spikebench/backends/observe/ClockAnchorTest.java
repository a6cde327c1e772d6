package dev.spikebench.backends.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ClockAnchorTest {
  @Test
  void stampsBeforeAndAfterItAreCountedFromIt() {
    ClockAnchor anchor = new ClockAnchor(5_000, Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(anchor.at(5_000)).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(anchor.at(1_500_005_000L)).isEqualTo("2026-01-02T03:04:06.500Z");
    assertThat(anchor.at(4_999)).isEqualTo("2026-01-02T03:04:04.999999999Z");
  }

  @Test
  void thePresentLiesBetweenTheClocksBeforeAndAfter() {
    long beforeNanos = System.nanoTime();
    ClockAnchor anchor = ClockAnchor.now();
    assertThat(anchor.nanos()).isBetween(beforeNanos, System.nanoTime());
  }
}
