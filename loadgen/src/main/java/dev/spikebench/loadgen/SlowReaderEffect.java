package dev.spikebench.loadgen;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one slow reader of the stream does to the ingest: the same workload in parts, with a slow
/// reader or with a prompt one in its place, interleaved.
///
/// @param parts all parts, in the order in which they ran
public record SlowReaderEffect(List<Part> parts) {
  /// Above this ratio of the 99th percentiles an effect is worth mentioning.
  private static final double NOTABLE_RATIO = 1.10;

  /// One part.
  ///
  /// @param slow whether the reader was slow
  /// @param eventsPerSecond acknowledged events a second
  /// @param p99Ns 99th percentile of the wire latency
  /// @param requestsFailed requests that did not end well
  /// @param readerBytes bytes the reader took
  /// @param disconnectedAfterNs time after which the target cut the reader off; null where it did
  ///   not
  public record Part(
      boolean slow,
      double eventsPerSecond,
      long p99Ns,
      long requestsFailed,
      long readerBytes,
      @Nullable Long disconnectedAfterNs) {}

  /// Copies the list.
  public SlowReaderEffect {
    parts = List.copyOf(parts);
  }

  /// Mean over the parts with the one reader or the other of their 99th percentiles, in ns; 0 where
  /// there are none.
  public double p99Ns(boolean slow) {
    return parts.stream()
        .filter(part -> part.slow() == slow)
        .mapToLong(Part::p99Ns)
        .average()
        .orElse(0);
  }

  /// Mean over the parts with the one reader or the other of their rates; 0 where there are none.
  public double eventsPerSecond(boolean slow) {
    return parts.stream()
        .filter(part -> part.slow() == slow)
        .mapToDouble(Part::eventsPerSecond)
        .average()
        .orElse(0);
  }

  /// The 99th percentile with the slow reader over the one with the prompt reader.
  public double p99Ratio() {
    return p99Ns(false) == 0 ? 0 : p99Ns(true) / p99Ns(false);
  }

  /// The rate with the slow reader over the one with the prompt reader.
  public double throughputRatio() {
    return eventsPerSecond(false) == 0 ? 0 : eventsPerSecond(true) / eventsPerSecond(false);
  }

  /// Bytes the slow readers took, all parts together.
  public long slowReaderBytes() {
    return parts.stream().filter(Part::slow).mapToLong(Part::readerBytes).sum();
  }

  /// The shortest time after which the target cut a slow reader off; null where it did not.
  public @Nullable Long disconnectedAfterNs() {
    Long shortest = null;
    for (Part part : parts) {
      Long after = part.disconnectedAfterNs();
      if (part.slow() && after != null && (shortest == null || after < shortest)) {
        shortest = after;
      }
    }
    return shortest;
  }

  /// Whether the slow reader is seen to slow the ingest: its 99th percentile is more than a tenth
  /// higher, and each part with the slow reader lies above each without. With four parts each,
  /// chance alone orders them so once in 70 times (8! / (4! 4!)).
  public boolean slowsIngest() {
    long lowestWith =
        parts.stream().filter(Part::slow).mapToLong(Part::p99Ns).min().orElse(Long.MIN_VALUE);
    long highestWithout =
        parts.stream().filter(it -> !it.slow()).mapToLong(Part::p99Ns).max().orElse(Long.MAX_VALUE);
    return p99Ratio() > NOTABLE_RATIO && lowestWith > highestWithout;
  }
}
