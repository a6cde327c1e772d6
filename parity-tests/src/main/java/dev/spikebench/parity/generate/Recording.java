package dev.spikebench.parity.generate;

import java.util.List;

/// All choices of one scenario, and the pieces they make up.
public record Recording(List<Integer> choices, List<Span> spans) {
  /// Copies both.
  public Recording {
    choices = List.copyOf(choices);
    spans = List.copyOf(spans);
  }
}
