package dev.spikebench.parity.run;

import dev.spikebench.parity.compare.Comparison;
import dev.spikebench.parity.compare.Comparison.Point;
import dev.spikebench.parity.compare.FacetKey;
import dev.spikebench.parity.compare.Reading;
import dev.spikebench.parity.compare.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The first place at which voters are apart in one scenario; what comes after it mostly follows.
///
/// @param odd the backends that are apart from the contract there; all where they are apart from
///   each other alone
/// @param signature what stays the same while the scenario is made smaller
record Sighting(FacetKey key, List<String> odd, Verdict verdict, String signature) {
  Sighting {
    odd = List.copyOf(odd);
  }

  /// The first place, if there is any.
  static Optional<Sighting> of(Map<String, Reading> readings) {
    List<Point> failing = new ArrayList<>();
    readings.values().forEach(r -> failing.addAll(failing(Comparison.withContract(r))));
    if (failing.isEmpty()) {
      return betweenBackends(readings);
    }
    Point first = failing.stream().min(Comparator.comparing(Point::key)).orElseThrow();
    List<String> odd =
        readings.entrySet().stream()
            .filter(entry -> !entry.getValue().isAccepted(first.key()))
            .filter(entry -> entry.getValue().seen().values().containsKey(first.key()))
            .map(Map.Entry::getKey)
            .toList();
    return Optional.of(sighting(first, odd));
  }

  private static Optional<Sighting> betweenBackends(Map<String, Reading> readings) {
    List<Reading> all = List.copyOf(readings.values());
    for (int i = 1; i < all.size(); i++) {
      List<Point> apart = failing(Comparison.between(all.getFirst(), all.get(i)));
      if (!apart.isEmpty()) {
        return Optional.of(sighting(apart.getFirst(), List.copyOf(readings.keySet())));
      }
    }
    return Optional.empty();
  }

  private static Sighting sighting(Point point, List<String> odd) {
    String what = Apart.of(point.left().normal(), point.right().normal());
    return new Sighting(point.key(), odd, point.verdict(), point.key().facet().id() + " " + what);
  }

  private static List<Point> failing(List<Point> points) {
    return points.stream().filter(point -> !point.verdict().passes()).toList();
  }
}
