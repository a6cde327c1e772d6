package dev.spikebench.loadgen.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RateSpreadTest {
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  private final RateSpread spread = new RateSpread();

  @Test
  void theRatesOfTheIntervalsAreSummedUp() {
    // Rates 100, 200, 300: mean 200, deviation sqrt(20000 / 3) = 81.65; one of three lies within.
    interval(0, SECOND_NS, 100);
    interval(SECOND_NS, 3 * SECOND_NS, 400);
    interval(3 * SECOND_NS, 4 * SECOND_NS, 300);

    assertThat(spread.count()).isEqualTo(3);
    assertThat(spread.mean()).isEqualTo(200);
    assertThat(spread.standardDeviation()).isEqualTo(Math.sqrt(20_000 / 3.0));
    assertThat(spread.max()).isEqualTo(300);
    assertThat(spread.shareWithinOneDeviation()).isEqualTo(1 / 3.0);
  }

  @Test
  void aSliverAtTheEndIsNoRate() {
    interval(0, SECOND_NS, 100);
    interval(SECOND_NS, SECOND_NS + SECOND_NS / 20, 100);

    assertThat(spread.count()).isEqualTo(1);
    assertThat(spread.mean()).isEqualTo(100);
  }

  @Test
  void nothingIsNothing() {
    assertThat(spread.mean()).isZero();
    assertThat(spread.max()).isZero();
    assertThat(spread.shareWithinOneDeviation()).isZero();
  }

  private void interval(long startNs, long endNs, long requests) {
    spread.interval(
        new Interval(0, startNs, endNs, requests, requests, 0, 0, 0, 0, 0, Latencies.none()));
  }
}
