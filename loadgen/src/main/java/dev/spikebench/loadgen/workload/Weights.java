package dev.spikebench.loadgen.workload;

import dev.spikebench.loadgen.draw.Draws;
import java.util.stream.Stream;

/// Draws one of several things by weight. Immutable.
final class Weights {
  private final long[] upperEnds;

  private Weights(long[] upperEnds) {
    this.upperEnds = upperEnds;
  }

  /// @param weights each at least 1
  static Weights of(Stream<Long> weights) {
    long[] ends = weights.mapToLong(Long::longValue).toArray();
    for (int i = 1; i < ends.length; i++) {
      ends[i] += ends[i - 1];
    }
    return new Weights(ends);
  }

  /// The place of the thing drawn, from 0. Where there is one thing alone nothing is drawn.
  int draw(Draws draws) {
    int last = upperEnds.length - 1;
    if (last == 0) {
      return 0;
    }
    long drawn = draws.below(upperEnds[last]);
    int place = 0;
    while (drawn >= upperEnds[place]) {
      place++;
    }
    return place;
  }
}
