package dev.spikebench.parity.compare;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// All facets of one scenario at one voter.
///
/// @param values by place
/// @param differences the permitted differences that were made use of, by place
public record Facets(
    SortedMap<FacetKey, FacetValue> values, SortedMap<FacetKey, String> differences) {
  /// Copies the maps.
  public Facets {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    differences = Collections.unmodifiableSortedMap(new TreeMap<>(differences));
  }
}
