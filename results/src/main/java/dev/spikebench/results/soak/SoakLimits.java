package dev.spikebench.results.soak;

/// From where on growth matters: slopes an hour, and the time that one can be told from.
///
/// @param rssBytes resident memory, above 0
/// @param openFiles open files, above 0
/// @param threads threads, above 0
/// @param leastSeconds shortest time, settling aside, from which anything is concluded
public record SoakLimits(double rssBytes, double openFiles, double threads, double leastSeconds) {
  private static final double DEFAULT_RSS_BYTES = 60.0 * 1024 * 1024;
  private static final double DEFAULT_PIECES = 12;
  private static final double DEFAULT_LEAST_SECONDS = 600;

  /// 60 MB of memory (1.4 GB a day), 12 open files and 12 threads an hour, told from 10 minutes at
  /// least: a runtime that still takes the memory it will keep looks like a leak for a while.
  public static final SoakLimits DEFAULT =
      new SoakLimits(DEFAULT_RSS_BYTES, DEFAULT_PIECES, DEFAULT_PIECES, DEFAULT_LEAST_SECONDS);

  /// The same with another slope of the memory.
  public SoakLimits withRssBytes(double bytesPerHour) {
    return new SoakLimits(bytesPerHour, openFiles, threads, leastSeconds);
  }

  /// The same told from another time on.
  public SoakLimits withLeastSeconds(double seconds) {
    return new SoakLimits(rssBytes, openFiles, threads, seconds);
  }
}
