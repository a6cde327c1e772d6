package dev.spikebench.parity.compare;

import java.util.Comparator;

/// Where a facet was seen.
///
/// @param step the step, from 0; [#AFTER] for what was looked at after the last one
/// @param place which row or subscriber, from 0
public record FacetKey(Facet facet, int step, int place) implements Comparable<FacetKey> {
  /// After the last step.
  public static final int AFTER = Integer.MAX_VALUE;

  private static final Comparator<FacetKey> ORDER =
      Comparator.comparing(FacetKey::facet)
          .thenComparingInt(FacetKey::step)
          .thenComparingInt(FacetKey::place);

  @Override
  public int compareTo(FacetKey other) {
    return ORDER.compare(this, other);
  }
}
