package dev.spikebench.results.stats.paired;

import dev.spikebench.results.model.Direction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// First and last slice of a sub-round, as logarithms of how many times worse they are than the
/// geometric mean of the sub-round.
record Ends(int epoch, String firstArm, double first, String lastArm, double last) {

  /// The ends of a sub-round; null where it must not be used, has fewer than two arms, or a value
  /// is missing, zero or negative.
  static @Nullable Ends of(SubRound subRound, Direction direction) {
    List<SubRound.Slice> slices = subRound.slices();
    if (!subRound.usable() || slices.size() < 2) {
      return null;
    }
    double[] logs = new double[slices.size()];
    double sum = 0;
    for (int slot = 0; slot < logs.length; slot++) {
      Optional<Double> worse = LogRatios.worse(slices.get(slot).value(), 1.0, direction);
      if (worse.isEmpty()) {
        return null;
      }
      logs[slot] = worse.get();
      sum += logs[slot];
    }
    double mean = sum / logs.length;
    return new Ends(
        subRound.epoch(),
        slices.getFirst().arm(),
        logs[0] - mean,
        slices.getLast().arm(),
        logs[logs.length - 1] - mean);
  }
}
