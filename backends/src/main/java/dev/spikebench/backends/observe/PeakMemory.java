package dev.spikebench.backends.observe;

import dev.spikebench.results.model.Measurement;

/// The most resident memory of a process and its descendants over a time, and what that figure is.
///
/// @param rssBytes the memory
/// @param bound how it relates to the true peak
/// @param processes the most processes that lived at once
public record PeakMemory(Measurement rssBytes, Bound bound, int processes) {
  /// How a peak relates to the true one.
  public enum Bound {
    /// The kernel's high-water mark of one process: nothing was missed.
    EXACT("the kernel's high-water mark"),
    /// The kernel's marks of several processes, added up: they need not have peaked together.
    AT_MOST("the kernel's high-water marks of several processes added up, an upper bound"),
    /// The highest sample: what rose and fell between two samples was missed.
    AT_LEAST("the highest sample, a lower bound");

    private final String text;

    Bound(String text) {
      this.text = text;
    }

    /// What it is, in words.
    public String text() {
      return text;
    }
  }
}
