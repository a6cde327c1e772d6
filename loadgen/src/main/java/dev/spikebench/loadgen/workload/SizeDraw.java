package dev.spikebench.loadgen.workload;

import dev.spikebench.loadgen.draw.Draws;
import java.util.List;

/// Gives the size of the metadata of each event. One thread.
@FunctionalInterface
interface SizeDraw {
  /// The size for the event with the index given, in bytes.
  long next(long index, Draws draws);

  /// The sizes that a source of whole numbers gives.
  static SizeDraw of(ValueSource source) {
    return switch (source) {
      case ValueSource.Fixed fixed -> {
        long size = Long.parseLong(fixed.value());
        yield (index, draws) -> size;
      }
      case ValueSource.Cycle cycle -> {
        List<Long> sizes = cycle.values().stream().map(Long::parseLong).toList();
        yield (index, draws) -> sizes.get((int) (index % sizes.size()));
      }
      case ValueSource.Choice choice -> {
        Weights weights = Weights.of(choice.options().stream().map(ValueSource.Option::weight));
        List<SizeDraw> sizes = choice.options().stream().map(option -> of(option.value())).toList();
        yield (index, draws) -> sizes.get(weights.draw(draws)).next(index, draws);
      }
      case ValueSource.IndexRange range ->
          (index, draws) -> range.least() + index % (range.most() - range.least() + 1);
      case ValueSource.DrawnRange range ->
          (index, draws) -> range.least() + draws.below(range.most() - range.least() + 1);
    };
  }
}
