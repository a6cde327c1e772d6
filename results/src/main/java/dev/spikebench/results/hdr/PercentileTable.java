package dev.spikebench.results.hdr;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.HdrHistogram.Histogram;

/// Percentile distributions (`.hgrm`), as HdrHistogram's plotters read them. They hold percentiles
/// alone: no histogram can be made of one again.
public final class PercentileTable {

  private static final int TICKS_PER_HALF_DISTANCE = 5;

  private PercentileTable() {}

  /// The distribution.
  ///
  /// @param histogram holds at least one value; not changed
  /// @param valuesPerUnit what a value is divided by
  public static String text(Histogram histogram, double valuesPerUnit) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      histogram.outputPercentileDistribution(stream, TICKS_PER_HALF_DISTANCE, valuesPerUnit);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
