package dev.spikebench.results.growth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The valid processes of one backend at one level with one shape of ids, as medians.
///
/// @param backend its id
/// @param ids what the events' ids are like
/// @param level the planned number of stored events
/// @param runs the processes behind the figures, at least one
public record GrowthLevel(String backend, String ids, long level, List<GrowthRun> runs) {

  /// Copies the list.
  public GrowthLevel {
    runs = List.copyOf(runs);
  }

  private record Key(String backend, String ids, long level) {}

  /// The levels of a result that have a valid process, in the order of measurement.
  public static List<GrowthLevel> of(GrowthResults results) {
    Map<Key, List<GrowthRun>> groups = new LinkedHashMap<>();
    for (GrowthRun run : results.runs()) {
      if (run.valid()) {
        Key key = new Key(run.backend(), run.ids(), run.level());
        groups.computeIfAbsent(key, none -> new ArrayList<>()).add(run);
      }
    }
    return groups.entrySet().stream()
        .map(
            it ->
                new GrowthLevel(
                    it.getKey().backend, it.getKey().ids, it.getKey().level, it.getValue()))
        .toList();
  }

  /// The median of a figure over the processes, the lower of two in the middle; null where none has
  /// it.
  public @Nullable Double median(Function<GrowthRun, @Nullable Double> figure) {
    List<Double> values = runs.stream().map(figure).filter(Objects::nonNull).sorted().toList();
    return values.isEmpty() ? null : values.get((values.size() - 1) / 2);
  }

  /// The median of the processes' median time of a read in ms; null where it was not made.
  public @Nullable Double readMs(String name) {
    return median(
        run ->
            run.reads().stream()
                .filter(read -> read.name().equals(name))
                .map(GrowthRead::medianMs)
                .findFirst()
                .orElse(null));
  }

  /// The longest single read of that kind in ms; null where it was not made.
  public @Nullable Double longestReadMs(String name) {
    return runs.stream()
        .flatMap(run -> run.reads().stream())
        .filter(read -> read.name().equals(name))
        .map(GrowthRead::maxMs)
        .max(Double::compare)
        .orElse(null);
  }
}
