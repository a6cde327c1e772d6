package dev.spikebench.results.export;

import java.util.List;

/// What a result becomes in another layout.
///
/// @param files one or several, since some readers want their figures apart
/// @param leftOut what the layout cannot hold or the result does not have, one sentence each
public record Export(List<Part> files, List<String> leftOut) {

  /// Keeps unmodifiable copies.
  public Export {
    files = List.copyOf(files);
    leftOut = List.copyOf(leftOut);
  }

  /// One file.
  ///
  /// @param name tells it from the others, for instance a backend's id; empty where it is the only
  ///   one
  /// @param text its content
  public record Part(String name, String text) {}

  static Export of(String text, List<String> leftOut) {
    return new Export(List.of(new Part("", text)), leftOut);
  }
}
