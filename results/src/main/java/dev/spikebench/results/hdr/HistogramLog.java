package dev.spikebench.results.hdr;

import dev.spikebench.results.ResultsException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/// Histogram logs (`.hlog`), format 1.3 of HdrHistogram, with the same bytes everywhere.
///
/// The library's own line for the start time holds a date in the system's language and time zone;
/// ours holds the number, which is all that readers take, and the instant in UTC. The library lets
/// tags pass that its reader then stumbles over, so they are checked here.
public final class HistogramLog {

  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9._-]+");
  private static final double MILLISECONDS_PER_SECOND = 1_000;

  private HistogramLog() {}

  /// One histogram.
  ///
  /// @param tag tells its series from others: letters, digits, `.`, `_` and `-`
  /// @param startedAt when its recording began
  /// @param elapsedNs how long it was recorded, in ns
  /// @param histogram values in ns; not changed
  public record Line(String tag, Instant startedAt, long elapsedNs, Histogram histogram) {}

  /// The log.
  ///
  /// @param startedAt what the lines' times count from
  /// @throws ResultsException when a tag would not be read back
  public static String text(Instant startedAt, List<Line> lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      HistogramLogWriter writer = new HistogramLogWriter(stream);
      long baseMs = startedAt.toEpochMilli();
      writer.outputComment("[latencies in ns, written by spikebench]");
      writer.outputLogFormatVersion();
      writer.outputComment(
          String.format(
              Locale.ROOT,
              "[StartTime: %.3f (seconds since epoch), %s]",
              baseMs / MILLISECONDS_PER_SECOND,
              Instant.ofEpochMilli(baseMs)));
      writer.setBaseTime(baseMs);
      writer.outputLegend();
      lines.forEach(it -> write(writer, it));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void write(HistogramLogWriter writer, Line line) {
    if (!TAG.matcher(line.tag()).matches()) {
      throw new ResultsException(
          "the tag of a histogram log must be letters, digits, '.', '_' and '-', but is "
              + line.tag());
    }
    Histogram histogram = line.histogram().copy();
    long startMs = line.startedAt().toEpochMilli();
    histogram.setTag(line.tag());
    histogram.setStartTimeStamp(startMs);
    histogram.setEndTimeStamp(startMs + TimeUnit.NANOSECONDS.toMillis(line.elapsedNs()));
    writer.outputIntervalHistogram(histogram);
  }
}
