package dev.spikebench.results.hdr;

import dev.spikebench.results.ResultsException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/// Latency histograms as text: HdrHistogram's V2 encoding, deflated, in base64 without line breaks.
/// Stateless and thread-safe.
public final class HistogramCodec {

  /// Significant decimal digits of an empty pool; a merge takes over the first histogram's own.
  private static final int SIGNIFICANT_DIGITS = 3;

  private HistogramCodec() {}

  /// The text of a histogram, which is not changed; it must not be recorded into meanwhile.
  public static String encode(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
  }

  /// The histogram that a text stands for.
  ///
  /// @param place where the text stands, for the message
  /// @throws ResultsException when the text is damaged
  public static Histogram decode(String place, String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
      return Histogram.decodeFromCompressedByteBuffer(bytes, 0);
    } catch (DataFormatException | RuntimeException e) {
      // The library reports damage by whatever its reading ran into: bounds, buffers, arguments.
      throw new ResultsException(
          place + " is no HdrHistogram in V2 compressed base64: " + e + "; make the file again", e);
    }
  }

  /// All histograms in one, which holds the widest of their ranges; empty for an empty list. The
  /// histograms are not changed.
  public static Histogram merge(List<Histogram> histograms) {
    int digits =
        histograms.isEmpty()
            ? SIGNIFICANT_DIGITS
            : histograms.getFirst().getNumberOfSignificantValueDigits();
    Histogram pool = new Histogram(digits);
    pool.setAutoResize(true);
    histograms.forEach(pool::add);
    return pool;
  }
}
