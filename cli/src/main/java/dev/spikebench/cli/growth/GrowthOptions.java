package dev.spikebench.cli.growth;

import dev.spikebench.backends.raw.IdShape;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/// What `spikebench growth` was asked for.
///
/// @param backends ids or descriptor paths; at least one
/// @param ids shapes of the events' ids; at least one
/// @param maxEvents the most stored events that are looked at
/// @param rounds fresh processes at each level, at least 1
/// @param output folder of the result file and the reports
/// @param workDirectory where the databases lie while they are measured
/// @param waitForOthers whether to wait for another measurement on this machine
public record GrowthOptions(
    List<String> backends,
    List<IdShape> ids,
    long maxEvents,
    int rounds,
    Path output,
    Path workDirectory,
    boolean waitForOthers) {
  /// Most stored events: beyond, a disk fills by mistake.
  public static final long MOST_EVENTS = 100_000_000;

  /// Most rounds: a run is bounded, also by mistake.
  public static final int MOST_ROUNDS = 100;

  /// Stored events that are looked at unless a smaller limit is set.
  public static final long DEFAULT_EVENTS = 5_000_000;

  private static final long[] LEVELS = {0, 100_000, 1_000_000, DEFAULT_EVENTS};

  /// Copies the lists and makes the folders absolute.
  ///
  /// @throws IllegalArgumentException naming field and value
  public GrowthOptions {
    backends = List.copyOf(backends);
    ids = List.copyOf(ids);
    output = output.toAbsolutePath().normalize();
    workDirectory = workDirectory.toAbsolutePath().normalize();
    if (maxEvents < 0 || maxEvents > MOST_EVENTS) {
      throw new IllegalArgumentException(
          "maxEvents must be between 0 and " + MOST_EVENTS + ", but is " + maxEvents);
    }
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw new IllegalArgumentException(
          "rounds must be between 1 and " + MOST_ROUNDS + ", but is " + rounds);
    }
  }

  /// Stored events from which on each measurement begins: the usual ones up to the limit, and the
  /// limit itself.
  List<Long> levels() {
    LongStream usual = LongStream.of(LEVELS).filter(level -> level < maxEvents);
    return LongStream.concat(usual, LongStream.of(maxEvents)).boxed().toList();
  }
}
