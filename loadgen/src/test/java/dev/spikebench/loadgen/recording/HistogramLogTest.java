package dev.spikebench.loadgen.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;

final class HistogramLogTest {
  private static final Instant FIRST_INTERVAL_ENDS = Instant.parse("2026-01-02T03:04:06Z");
  private static final Clock CLOCK = Clock.fixed(FIRST_INTERVAL_ENDS, ZoneOffset.UTC);
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  private final LatenciesRecorder recorder = new LatenciesRecorder();

  @Test
  void theIntervalsReadBackAddUpToTheTotal() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (HistogramLog log = new HistogramLog(bytes, CLOCK)) {
      for (int i = 0; i < 3; i++) {
        for (int k = 1; k <= 100; k++) {
          recorder.sent(k);
          recorder.succeeded(
              Duration.ofMillis(k * (i + 1L)).toNanos(), Duration.ofMillis(k).toNanos());
        }
        log.interval(interval(i));
      }
    }

    Map<String, Histogram> sums = new HashMap<>();
    HistogramLogReader reader =
        new HistogramLogReader(new ByteArrayInputStream(bytes.toByteArray()));
    for (EncodableHistogram next = reader.nextIntervalHistogram();
        next != null;
        next = reader.nextIntervalHistogram()) {
      sums.computeIfAbsent(next.getTag(), tag -> LatencyRecorder.newHistogram())
          .add((Histogram) next);
    }

    assertThat(sums).containsOnlyKeys("wire", "from-plan", "send-lag");
    assertThat(sumOf(sums, "wire")).isEqualTo(recorder.total().wire());
    assertThat(sumOf(sums, "from-plan")).isEqualTo(recorder.total().fromPlan());
    assertThat(reader.getStartTimeSec())
        .isEqualTo((double) FIRST_INTERVAL_ENDS.minusSeconds(1).getEpochSecond());
  }

  @Test
  void aFullDiskIsTold() throws IOException {
    try (HistogramLog log = new HistogramLog(new FullDisk(), CLOCK)) {
      assertThat(log.failed()).isFalse();
      recorder.succeeded(1, 1);
      log.interval(interval(0));

      assertThat(log.failed()).isTrue();
    }
  }

  private static LatencyHistogram sumOf(Map<String, Histogram> sums, String tag) {
    return new LatencyHistogram(Objects.requireNonNull(sums.get(tag), tag), 0);
  }

  private Interval interval(int index) {
    return new Interval(
        index,
        index * SECOND_NS,
        (index + 1) * SECOND_NS,
        1,
        1,
        0,
        1,
        1,
        0,
        0,
        recorder.interval());
  }

  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      throw new IOException("No space left on device");
    }
  }
}
