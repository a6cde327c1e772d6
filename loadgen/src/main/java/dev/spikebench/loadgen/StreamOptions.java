package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.LoadException;
import java.time.Duration;

/// Who follows the target's event stream while it is loaded.
///
/// @param subscribers clients on the stream, 0 … 10,000
/// @param drainQuiet after the measured part, the time without a byte on any stream after which
///   what is still due counts as lost, 1 ms … 10 minutes
/// @param slowReader whether the effect of one slow reader on the ingest is measured after the
///   measured part
public record StreamOptions(int subscribers, Duration drainQuiet, boolean slowReader) {
  private static final int MAX_SUBSCRIBERS = 10_000;
  private static final Duration LEAST_QUIET = Duration.ofMillis(1);
  private static final Duration MOST_QUIET = Duration.ofMinutes(10);

  /// Nobody.
  public static final StreamOptions NONE = new StreamOptions(0, Duration.ofSeconds(5), false);

  /// Checks every value.
  ///
  /// @throws LoadException naming field and value
  public StreamOptions {
    if (subscribers < 0 || subscribers > MAX_SUBSCRIBERS) {
      throw new LoadException(
          "subscribers must be between 0 and " + MAX_SUBSCRIBERS + ", but is " + subscribers);
    }
    if (drainQuiet.compareTo(LEAST_QUIET) < 0 || drainQuiet.compareTo(MOST_QUIET) > 0) {
      throw new LoadException(
          "drain quiet must be between 1 ms and 10 minutes, but is " + drainQuiet);
    }
  }

  /// The same with another number of subscribers.
  public StreamOptions withSubscribers(int newSubscribers) {
    return new StreamOptions(newSubscribers, drainQuiet, slowReader);
  }

  /// The same with another time of silence.
  public StreamOptions withDrainQuiet(Duration newDrainQuiet) {
    return new StreamOptions(subscribers, newDrainQuiet, slowReader);
  }

  /// The same with or without a slow reader.
  public StreamOptions withSlowReader(boolean newSlowReader) {
    return new StreamOptions(subscribers, drainQuiet, newSlowReader);
  }
}
