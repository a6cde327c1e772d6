package dev.spikebench.results.stats.paired;

import dev.spikebench.results.model.Direction;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.OrderStatistics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Whether a slice is measured differently because it comes first in its sub-round: the logarithm
/// of how many times worse the first slot is than the last, once an epoch.
///
/// Where every arm stood at both ends, what an arm is worse by (the middle of its places at the
/// ends, as distances from the mean of the sub-round) is taken out first, so that a difference
/// between arms does not look like one between places. Where the order was fixed the two can't be
/// told apart, and nothing is taken out. Source of the idea: carry-over and period effects of
/// cross-over designs, B. Jones and M. G. Kenward, *Design and Analysis of Cross-Over Trials*, 3rd
/// edition, CRC Press 2014, chapter 2.
public sealed interface OrderEffect {

  /// The effect.
  ///
  /// @param firstAgainstLast how many times worse the first slot is
  /// @param confounded whether the arms never changed their places, so that it may as well be a
  ///   difference between arms
  record Measured(LogRatio firstAgainstLast, boolean confounded) implements OrderEffect {}

  /// No sub-round has two arms with a value: nothing can be said.
  record Unknown() implements OrderEffect {}

  /// The effect in these sub-rounds; those that must not be used or lack a value are left out.
  ///
  /// @throws IllegalArgumentException when the metric is informational
  static OrderEffect of(List<SubRound> subRounds, Direction direction, Confidence confidence) {
    List<Ends> all = new ArrayList<>();
    for (SubRound subRound : subRounds) {
      Ends ends = Ends.of(subRound, direction);
      if (ends != null) {
        all.add(ends);
      }
    }
    if (all.isEmpty()) {
      return new Unknown();
    }
    Map<String, List<Double>> whenFirst = new HashMap<>();
    Map<String, List<Double>> whenLast = new HashMap<>();
    for (Ends ends : all) {
      whenFirst.computeIfAbsent(ends.firstArm(), it -> new ArrayList<>()).add(ends.first());
      whenLast.computeIfAbsent(ends.lastArm(), it -> new ArrayList<>()).add(ends.last());
    }
    boolean confounded = !whenFirst.keySet().equals(whenLast.keySet());
    Map<String, Double> excess = confounded ? Map.of() : excess(whenFirst, whenLast);
    Map<Integer, List<Double>> byEpoch = new TreeMap<>();
    for (Ends ends : all) {
      double first = ends.first() - excess.getOrDefault(ends.firstArm(), 0.0);
      double last = ends.last() - excess.getOrDefault(ends.lastArm(), 0.0);
      byEpoch.computeIfAbsent(ends.epoch(), it -> new ArrayList<>()).add(first - last);
    }
    double[] effects = byEpoch.values().stream().mapToDouble(OrderEffect::median).toArray();
    return new Measured(SignedRank.of(effects, confidence), confounded);
  }

  /// What each arm is worse by, wherever it stands.
  private static Map<String, Double> excess(
      Map<String, List<Double>> whenFirst, Map<String, List<Double>> whenLast) {
    Map<String, Double> excess = new HashMap<>();
    whenFirst.forEach(
        (arm, first) -> {
          List<Double> last = whenLast.getOrDefault(arm, List.of());
          excess.put(arm, median(first) / 2 + median(last) / 2);
        });
    return excess;
  }

  private static double median(List<Double> values) {
    double[] samples = values.stream().mapToDouble(Double::doubleValue).toArray();
    return OrderStatistics.median(samples, 0.95).value();
  }
}
