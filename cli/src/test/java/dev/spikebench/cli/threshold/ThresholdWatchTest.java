package dev.spikebench.cli.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.loadgen.recording.Interval;
import dev.spikebench.loadgen.recording.LatenciesRecorder;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ThresholdWatchTest {
  private static final long SECOND_NS = Duration.ofSeconds(1).toNanos();

  private final AtomicInteger aborts = new AtomicInteger();

  @Test
  void theFirstBreachEndsTheRunOnce() {
    ThresholdWatch watch = watch(Duration.ZERO, "p99<50ms");

    watch.interval(interval(0, 10, 0));
    assertThat(aborts).hasValue(0);
    watch.interval(interval(1, 900, 0));
    watch.interval(interval(2, 900, 0));

    assertThat(aborts).hasValue(1);
    assertThat(watch.breach())
        .isNotNull()
        .extracting(breach -> breach.threshold().text())
        .isEqualTo("p99<50ms");
  }

  @Test
  void nothingIsJudgedBeforeTheDelayHasPassed() {
    ThresholdWatch watch = watch(Duration.ofSeconds(3), "p99<50ms");

    watch.interval(interval(0, 900, 0));
    watch.interval(interval(1, 900, 0));
    assertThat(aborts).hasValue(0);
    watch.interval(interval(2, 10, 0));

    assertThat(aborts).hasValue(1);
  }

  @Test
  void failuresCountOverThePartThatIsOver() {
    ThresholdWatch watch = watch(Duration.ZERO, "failed_rate<30%");

    watch.interval(interval(0, 10, 0));
    watch.interval(interval(1, 10, 0));
    assertThat(aborts).hasValue(0);
    watch.interval(interval(2, 10, 1));

    assertThat(aborts).hasValue(0);
    watch.interval(interval(3, 10, 3));
    assertThat(aborts).hasValue(1);
  }

  @Test
  void figuresOfTheWholeRunAreLeftToItsEnd() {
    ThresholdWatch watch =
        watch(Duration.ZERO, "throughput>1000000", "rss_peak<1B", "back_filled.p99<1ns");

    watch.interval(interval(0, 10, 0));

    assertThat(aborts).hasValue(0);
    assertThat(watch.breach()).isNull();
  }

  private ThresholdWatch watch(Duration delay, String... thresholds) {
    return new ThresholdWatch(
        Arrays.stream(thresholds).map(Threshold::parse).toList(), delay, aborts::incrementAndGet);
  }

  /// One request that ended well after so long, and failed ones.
  private static Interval interval(long index, long latencyMs, int failed) {
    LatenciesRecorder recorder = new LatenciesRecorder();
    long ns = Duration.ofMillis(latencyMs).toNanos();
    recorder.sent(0);
    recorder.succeeded(ns, ns);
    for (int i = 0; i < failed; i++) {
      recorder.failed(ns, ns);
    }
    return new Interval(
        index,
        index * SECOND_NS,
        (index + 1) * SECOND_NS,
        1 + failed,
        1,
        failed,
        50,
        50,
        0,
        0,
        recorder.interval());
  }
}
