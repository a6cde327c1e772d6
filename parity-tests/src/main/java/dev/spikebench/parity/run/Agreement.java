package dev.spikebench.parity.run;

import dev.spikebench.parity.compare.Comparison.Point;
import dev.spikebench.parity.compare.Facet;
import dev.spikebench.parity.compare.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How often each pair of voters agreed, by facet. One thread.
public final class Agreement {
  private final Map<String, Map<Facet, Map<Verdict, Integer>>> counts = new TreeMap<>();

  void count(String pair, List<Point> points) {
    for (Point point : points) {
      counts
          .computeIfAbsent(pair, name -> new EnumMap<>(Facet.class))
          .computeIfAbsent(point.key().facet(), facet -> new EnumMap<>(Verdict.class))
          .merge(point.verdict(), 1, Integer::sum);
    }
  }

  /// Pairs such as `a = b`, facets, and how often each verdict was given.
  public Map<String, Map<Facet, Map<Verdict, Integer>>> counts() {
    return counts;
  }

  /// The share of points at which a pair agreed, in percent; 100 where there was none.
  public static double percent(Map<Verdict, Integer> verdicts) {
    int all = verdicts.values().stream().mapToInt(Integer::intValue).sum();
    int agreed =
        verdicts.entrySet().stream()
            .filter(entry -> entry.getKey().passes())
            .mapToInt(Map.Entry::getValue)
            .sum();
    return all == 0 ? 100 : 100.0 * agreed / all;
  }
}
