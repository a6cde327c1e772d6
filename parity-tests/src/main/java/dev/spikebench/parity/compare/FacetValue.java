package dev.spikebench.parity.compare;

/// What a facet was.
///
/// @param normal one text for all that the contract holds equal
/// @param raw as it came, names of the run renamed
public record FacetValue(String normal, String raw) {
  static FacetValue of(String normal) {
    return new FacetValue(normal, normal);
  }
}
