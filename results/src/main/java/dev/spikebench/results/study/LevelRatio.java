package dev.spikebench.results.study;

import dev.spikebench.results.design.Factor;
import dev.spikebench.results.design.Treatment;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.variation.Contrast;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Ratios of several metrics between two levels of one factor at fixed levels of all others.
///
/// @param factor the factor that differs
/// @param numerator level above the line
/// @param denominator level below the line
/// @param fixed levels of the other factors
/// @param ratios by metric; a metric without a round in common is missing
public record LevelRatio(
    String factor,
    String numerator,
    String denominator,
    Treatment fixed,
    Map<StudyMetric, LogRatio> ratios) {

  /// Copies the map.
  public LevelRatio {
    ratios = Map.copyOf(ratios);
  }

  /// All ratios of a factor: each later level against each earlier one, pair by pair, in the
  /// design's order.
  ///
  /// @param confidence confidence of each interval by itself
  public static List<LevelRatio> of(
      StudyData data, String factor, List<StudyMetric> metrics, double confidence) {
    List<LevelRatio> all = new ArrayList<>();
    Factor varied = data.design().factor(factor);
    for (int low = 0; low < varied.levels().size(); low++) {
      for (int high = low + 1; high < varied.levels().size(); high++) {
        String numerator = varied.levels().get(high);
        String denominator = varied.levels().get(low);
        Map<Treatment, Map<StudyMetric, LogRatio>> byFixed = new LinkedHashMap<>();
        for (StudyMetric metric : metrics) {
          for (Contrast contrast :
              contrasts(data, metric, factor, numerator, denominator, confidence)) {
            byFixed
                .computeIfAbsent(contrast.fixed(), key -> new EnumMap<>(StudyMetric.class))
                .put(metric, contrast.ratio());
          }
        }
        byFixed.forEach(
            (fixed, ratios) ->
                all.add(new LevelRatio(factor, numerator, denominator, fixed, ratios)));
      }
    }
    return List.copyOf(all);
  }

  private static List<Contrast> contrasts(
      StudyData data,
      StudyMetric metric,
      String factor,
      String numerator,
      String denominator,
      double confidence) {
    return Contrast.atFixedLevels(
        data.design(),
        data.observations(metric),
        factor,
        numerator,
        denominator,
        Confidence.of(confidence));
  }
}
