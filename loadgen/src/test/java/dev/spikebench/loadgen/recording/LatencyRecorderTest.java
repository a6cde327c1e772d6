package dev.spikebench.loadgen.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {
  /// 96 values of 0 to 7 ms and 6 of 1,502 ms: the 97th of 102 is the 95th percentile. A digest
  /// that interpolates reads something in the gap, where no request was.
  @Test
  void percentileIsAValueThatOccurredAndNoneFromAGap() {
    LatencyRecorder recorder = new LatencyRecorder();
    for (int i = 0; i < 96; i++) {
      recorder.record(TimeUnit.MILLISECONDS.toNanos(i % 8));
    }
    for (int i = 0; i < 6; i++) {
      recorder.record(TimeUnit.MILLISECONDS.toNanos(1_502));
    }

    double p95Ms = recorder.snapshot().percentileNs(95) / 1e6;
    assertThat(p95Ms).isCloseTo(1_502, within(1.502));
  }

  @Test
  void mixtureKeepsItsTwoParts() {
    LatencyRecorder recorder = new LatencyRecorder();
    for (int i = 0; i < 1_000; i++) {
      recorder.record(i < 900 ? 2_000_000 : 100_000_000);
    }
    LatencyHistogram histogram = recorder.snapshot();

    assertThat(histogram.percentileNs(50) / 1e6).isCloseTo(2, within(0.002));
    assertThat(histogram.percentileNs(89) / 1e6).isCloseTo(2, within(0.002));
    assertThat(histogram.percentileNs(91) / 1e6).isCloseTo(100, within(0.1));
    assertThat(histogram.percentileNs(99) / 1e6).isCloseTo(100, within(0.1));
    assertThat(histogram.meanNs() / 1e6).isCloseTo(11.8, within(0.0118));
  }

  @Test
  void everySampleOfEveryThreadIsThere() throws InterruptedException {
    LatencyRecorder recorder = new LatencyRecorder();
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int sample = 0; sample < 10_000; sample++) {
                      recorder.record(1_000L + sample);
                    }
                  });
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(recorder.snapshot().count()).isEqualTo(40_000);
    assertThat(recorder.snapshot().count()).isZero();
  }

  @Test
  void tooLongLatenciesCountAsOneHourAndAreSaidToBe() {
    LatencyRecorder recorder = new LatencyRecorder();
    recorder.record(TimeUnit.HOURS.toNanos(2));
    recorder.record(-5);
    LatencyHistogram histogram = recorder.snapshot();

    assertThat(histogram.count()).isEqualTo(2);
    assertThat(histogram.clampedCount()).isEqualTo(1);
    assertThat(histogram.minNs()).isZero();
    assertThat(histogram.maxNs() / 3.6e12).isCloseTo(1, within(0.001));
  }

  @Test
  void encodedHistogramGivesTheSameFiguresWhenItIsReadBack() throws DataFormatException {
    LatencyRecorder recorder = new LatencyRecorder();
    for (int i = 1; i <= 5_000; i++) {
      recorder.record(i * 1_000L);
    }
    LatencyHistogram histogram = recorder.snapshot();
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(histogram.encoded()));
    Histogram decoded = Histogram.decodeFromCompressedByteBuffer(bytes, 0);

    assertThat(decoded.getTotalCount()).isEqualTo(5_000);
    for (double percentile : new double[] {0, 50, 95, 99, 99.9, 100}) {
      assertThat(decoded.getValueAtPercentile(percentile))
          .isEqualTo(histogram.percentileNs(percentile));
    }
  }

  @Test
  void histogramOfNothingHasNoFigures() {
    assertThat(LatencyHistogram.empty().count()).isZero();
    assertThat(LatencyHistogram.empty().percentileNs(99)).isZero();
    assertThat(LatencyHistogram.empty().maxNs()).isZero();
    assertThat(LatencyHistogram.empty().minNs()).isZero();
    assertThat(LatencyHistogram.empty().meanNs()).isZero();
  }

  @Test
  void recordingAllocatesNothing() {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    LatencyRecorder recorder = new LatencyRecorder();
    recordMany(recorder);
    long before = threads.getCurrentThreadAllocatedBytes();
    recordMany(recorder);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    // One object a sample would be 16 bytes or more; what is left belongs to the measuring itself.
    assertThat(allocated).isLessThan(10_000);
  }

  private static void recordMany(LatencyRecorder recorder) {
    for (int i = 0; i < 10_000; i++) {
      recorder.record(i * 7_919L);
    }
  }
}
