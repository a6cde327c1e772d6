package dev.spikebench.parity.run;

import dev.spikebench.parity.compare.Comparison;
import dev.spikebench.parity.compare.Comparison.Point;
import dev.spikebench.parity.compare.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What backends did in two ways when the same was done to them twice, and the contract leaves no
/// choice: as long as there is any, no difference between them can be told from it. One thread.
final class Noise {
  /// Enough to see what is wrong.
  private static final int MANY = 10;

  private final List<String> sentences = new ArrayList<>();

  /// Holds each backend against itself.
  ///
  /// @param what names what was done
  void look(String what, Map<String, Reading> first, Map<String, Reading> again) {
    first.forEach(
        (backend, one) -> {
          Reading other = again.get(backend);
          if (other != null) {
            look(what, backend, one, other);
          }
        });
  }

  /// Whether looking on is no use.
  boolean isMuch() {
    return sentences.size() >= MANY;
  }

  /// A sentence each, in the order in which they were found.
  List<String> sentences() {
    return sentences;
  }

  private void look(String what, String backend, Reading first, Reading again) {
    Comparison.between(first, again).stream()
        .filter(point -> !point.verdict().passes())
        .min(Comparator.comparing(Point::key))
        .ifPresent(
            point ->
                sentences.add(
                    "%s, %s, %s: first %s, then %s"
                        .formatted(
                            backend,
                            what,
                            point.key().facet().id(),
                            point.left().normal(),
                            point.right().normal())));
  }
}
