package dev.spikebench.loadgen.recording;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Latencies of finished requests in nanoseconds, to three digits. Immutable; any thread.
public final class LatencyHistogram {
  /// As dense as HdrHistogram's own tools write it.
  private static final int TICKS_PER_HALF_DISTANCE = 5;

  private static final double NS_PER_MS = 1e6;

  private final Histogram histogram;
  private final long clampedCount;

  LatencyHistogram(Histogram histogram, long clampedCount) {
    this.histogram = histogram;
    this.clampedCount = clampedCount;
  }

  /// A histogram of nothing.
  public static LatencyHistogram empty() {
    return new LatencyHistogram(LatencyRecorder.newHistogram(), 0);
  }

  /// Samples recorded.
  public long count() {
    return histogram.getTotalCount();
  }

  /// Samples above the longest latency that is told apart (one hour); they count as that one.
  public long clampedCount() {
    return clampedCount;
  }

  /// The latency that the given percentage of the samples does not exceed, in ns; 0 where there are
  /// none.
  ///
  /// @param percentile 0 … 100
  public long percentileNs(double percentile) {
    return count() == 0 ? 0 : histogram.getValueAtPercentile(percentile);
  }

  /// The largest sample in ns, to three digits; 0 where there are none.
  public long maxNs() {
    return count() == 0 ? 0 : histogram.getMaxValue();
  }

  /// The smallest sample in ns, to three digits; 0 where there are none.
  public long minNs() {
    return count() == 0 ? 0 : histogram.getMinValue();
  }

  /// Mean of the samples in ns; 0 where there are none.
  public double meanNs() {
    return count() == 0 ? 0 : histogram.getMean();
  }

  /// Standard deviation of the samples in ns; 0 where there are none.
  public double standardDeviationNs() {
    return count() == 0 ? 0 : histogram.getStdDeviation();
  }

  /// Share of the samples that lie within one standard deviation of the mean, 0 … 1; 0 where there
  /// are none.
  public double shareWithinOneDeviation() {
    return Deviations.shareWithinOne(histogram);
  }

  /// Writes the percentile distribution in HdrHistogram's text form (`.hgrm`), in ms, which its own
  /// and other plotters read. Points in the text are points in every locale.
  public void writeDistribution(PrintStream out) {
    histogram.outputPercentileDistribution(out, TICKS_PER_HALF_DISTANCE, NS_PER_MS);
  }

  /// A histogram of the same values that may be changed.
  Histogram copy() {
    return histogram.copy();
  }

  /// The same latencies and those of this one together.
  public LatencyHistogram plus(LatencyHistogram other) {
    Histogram sum = histogram.copy();
    sum.add(other.histogram);
    return new LatencyHistogram(sum, clampedCount + other.clampedCount);
  }

  /// What an observer would have seen who asked once every interval, whether or not the answer
  /// before had come: for each latency above the interval, the latencies less one, two, … intervals
  /// are filled in, down to the interval itself. HdrHistogram's
  /// `copyCorrectedForCoordinatedOmission`; wrk's `stats_correct` does the same.
  ///
  /// @param expectedIntervalNs time between two requests of one user, above 0
  public LatencyHistogram backFilled(long expectedIntervalNs) {
    return new LatencyHistogram(
        histogram.copyCorrectedForCoordinatedOmission(expectedIntervalNs), clampedCount);
  }

  /// Sum of the samples in ns, to three digits.
  public double sumNs() {
    return count() == 0 ? 0 : histogram.getMean() * count();
  }

  /// Whether both hold the same samples, to three digits.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LatencyHistogram that
        && clampedCount == that.clampedCount
        && histogram.equals(that.histogram);
  }

  @Override
  public int hashCode() {
    return 31 * histogram.hashCode() + Long.hashCode(clampedCount);
  }

  /// The histogram in HdrHistogram's V2 compressed encoding, in base64: the form of the result
  /// file.
  public String encoded() {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer, Deflater.DEFAULT_COMPRESSION);
    byte[] bytes = new byte[length];
    buffer.get(0, bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
