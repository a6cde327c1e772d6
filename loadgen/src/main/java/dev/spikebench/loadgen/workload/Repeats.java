package dev.spikebench.loadgen.workload;

import dev.spikebench.loadgen.draw.Draws;

/// Which events of a run are sent again under a later index, as a client does that has seen no
/// answer. A function of seed and index alone. One thread.
final class Repeats {
  private static final long PURPOSE = 2;

  private final double share;
  private final Draws draws;

  /// @param share part of the events that repeat an earlier one, 0 … 0.9
  Repeats(double share, long seed) {
    this.share = share;
    this.draws = new Draws(seed, PURPOSE);
  }

  /// The index of the event that is sent at an index: itself, or an earlier one that is not itself
  /// a repetition.
  long sourceOf(long index) {
    if (share == 0) {
      return index;
    }
    long source = index;
    while (repeats(source)) {
      // The draw that follows the one for the decision.
      source = draws.below(source);
    }
    return source;
  }

  /// How many of the first events repeat an earlier one.
  long among(long events) {
    if (share == 0) {
      return 0;
    }
    long count = 0;
    for (long index = 0; index < events; index++) {
      count += repeats(index) ? 1 : 0;
    }
    return count;
  }

  private boolean repeats(long index) {
    draws.at(index);
    return index > 0 && draws.unit() < share;
  }
}
