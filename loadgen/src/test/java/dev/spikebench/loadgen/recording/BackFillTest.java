package dev.spikebench.loadgen.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BackFillTest {
  private static final long MS = 1_000_000;

  /// One user that asks every 10 ms and once waits 50: the requests it would have sent meanwhile
  /// would have waited 40, 30, 20 and 10 ms.
  @Test
  void oneStallFillsInTheRequestsItKeptFromBeingSent() {
    LatencyHistogram filled = histogram(1, 50 * MS).backFilled(10 * MS);

    assertThat(filled.count()).isEqualTo(5);
    assertThat(filled.minNs()).isCloseTo(10 * MS, within(10_000L));
    assertThat(filled.percentileNs(50)).isCloseTo(30 * MS, within(30_000L));
    assertThat(filled.maxNs()).isCloseTo(50 * MS, within(50_000L));
    assertThat(filled.meanNs()).isCloseTo(30.0 * MS, within(30_000.0));
  }

  @Test
  void latenciesUpToTheIntervalStayAsTheyAre() {
    LatencyHistogram latencies = histogram(1_000, 9 * MS);

    assertThat(latencies.backFilled(10 * MS)).isEqualTo(latencies);
  }

  /// 40 users with a cycle of 5 ms for 10 s, during which the target stops for 1 s: 40 samples of 1
  /// s among 72,000 of 5 ms. Filled in, the time of a stall of S in a window of T has the
  /// percentile p at S - (1 - p) T: the 99th at 1 - 0.01 x 10 = 0.90 s.
  @Test
  void stallOfOneSecondInTenReadsAsNineTenthsOfASecondAtThe99thPercentile() {
    LatencyHistogram closed = histogram(72_000, 5 * MS).plus(histogram(40, 1_000 * MS));

    assertThat(closed.percentileNs(99)).isCloseTo(5 * MS, within(5_000L));
    assertThat(closed.backFilled(5 * MS).percentileNs(99)).isCloseTo(900 * MS, within(9 * MS));
  }

  private static LatencyHistogram histogram(int count, long latencyNs) {
    LatencyRecorder recorder = new LatencyRecorder();
    for (int i = 0; i < count; i++) {
      recorder.record(latencyNs);
    }
    return recorder.snapshot();
  }
}
