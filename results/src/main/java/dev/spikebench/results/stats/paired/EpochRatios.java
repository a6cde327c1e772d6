package dev.spikebench.results.stats.paired;

import dev.spikebench.results.model.Direction;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.OrderStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How many times worse a candidate was than its reference, once an epoch. Epochs are the samples:
/// neither requests nor slices are, because those of one launch share its luck.
///
/// @param epochs epochs that have a ratio, by number
/// @param withoutRatio numbers of epochs that have none: a value is missing, zero or negative
public record EpochRatios(List<EpochRatio> epochs, List<Integer> withoutRatio) {

  private static final double ANY_CONFIDENCE = 0.95;

  /// Keeps unmodifiable copies.
  public EpochRatios {
    epochs = List.copyOf(epochs);
    withoutRatio = List.copyOf(withoutRatio);
  }

  /// The ratio of one epoch.
  ///
  /// @param epoch its number
  /// @param logRatio logarithm of how many times worse the candidate was; above 0 is worse
  /// @param reference value of the reference, above 0
  public record EpochRatio(int epoch, double logRatio, double reference) {}

  /// The values of one epoch.
  ///
  /// @param epoch its number
  /// @param candidate value of the candidate; null where it was not measured
  /// @param reference value of the reference; null where it was not measured
  public record Pair(int epoch, @Nullable Double candidate, @Nullable Double reference) {}

  /// The ratios of values that an epoch has one of, for instance percentiles of its merged
  /// histogram.
  ///
  /// @throws IllegalArgumentException when the metric is informational
  public static EpochRatios ofValues(List<Pair> pairs, Direction direction) {
    List<EpochRatio> known = new ArrayList<>();
    List<Integer> without = new ArrayList<>();
    for (Pair pair : pairs) {
      Double reference = pair.reference();
      Optional<Double> ratio = LogRatios.worse(pair.candidate(), reference, direction);
      if (ratio.isPresent() && reference != null) {
        known.add(new EpochRatio(pair.epoch(), ratio.get(), reference));
      } else {
        without.add(pair.epoch());
      }
    }
    return new EpochRatios(known, without);
  }

  /// The ratios of values that are measured slice by slice: the median over an epoch's usable
  /// sub-rounds of the ratio within the sub-round, which drift of the machine hits alike.
  ///
  /// @throws IllegalArgumentException when the metric is informational
  public static EpochRatios ofSlices(
      List<SubRound> subRounds, String candidate, String reference, Direction direction) {
    Map<Integer, List<SubRound>> byEpoch =
        subRounds.stream()
            .collect(Collectors.groupingBy(SubRound::epoch, TreeMap::new, Collectors.toList()));
    List<EpochRatio> known = new ArrayList<>();
    List<Integer> without = new ArrayList<>();
    byEpoch.forEach(
        (epoch, all) -> {
          List<Pair> pairs =
              all.stream()
                  .filter(SubRound::usable)
                  .map(it -> new Pair(epoch, it.value(candidate), it.value(reference)))
                  .toList();
          List<EpochRatio> ratios = ofValues(pairs, direction).epochs();
          if (ratios.isEmpty()) {
            without.add(epoch);
          } else {
            known.add(medians(epoch, ratios));
          }
        });
    return new EpochRatios(known, without);
  }

  /// The logarithms, in the order of epochs.
  public double[] logRatios() {
    return epochs.stream().mapToDouble(EpochRatio::logRatio).toArray();
  }

  /// The reference's value in the middle of the epochs; empty where no epoch has a ratio.
  public Optional<Double> typicalReference() {
    double[] references = epochs.stream().mapToDouble(EpochRatio::reference).toArray();
    return references.length == 0 ? Optional.empty() : Optional.of(median(references));
  }

  /// The effect over all epochs; empty where no epoch has a ratio.
  public Optional<LogRatio> effect(Confidence confidence) {
    return epochs.isEmpty()
        ? Optional.empty()
        : Optional.of(SignedRank.of(logRatios(), confidence));
  }

  /// The first epochs alone: what a look at that number of epochs may use.
  ///
  /// @param last number of the last epoch
  public EpochRatios upTo(int last) {
    return new EpochRatios(
        epochs.stream().filter(it -> it.epoch() <= last).toList(),
        withoutRatio.stream().filter(it -> it <= last).toList());
  }

  private static EpochRatio medians(int epoch, List<EpochRatio> ratios) {
    return new EpochRatio(
        epoch,
        median(ratios.stream().mapToDouble(EpochRatio::logRatio).toArray()),
        median(ratios.stream().mapToDouble(EpochRatio::reference).toArray()));
  }

  private static double median(double[] values) {
    return OrderStatistics.median(values, ANY_CONFIDENCE).value();
  }
}
