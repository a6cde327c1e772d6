package dev.spikebench.parity.generate;

/// A piece of a recording.
///
/// @param from the first choice
/// @param to after the last choice
/// @param depth how many pieces it lies in
public record Span(int from, int to, int depth) {
  /// How many choices it holds.
  public int length() {
    return to - from;
  }
}
