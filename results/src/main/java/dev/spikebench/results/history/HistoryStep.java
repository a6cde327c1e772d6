package dev.spikebench.results.history;

import dev.spikebench.results.stats.LogRatio;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened to a figure between a result and the one before it that has the figure.
///
/// @param from file of the earlier result
/// @param to file of the later one
/// @param kind what can be said
/// @param worse how many times worse the later one is; null where nothing was compared
/// @param sameArtifact whether both measured the same artifact, so that its code cannot be what
///   moved the figure; null where a hash is missing
/// @param obstacles why the two are not comparable; empty where they are
public record HistoryStep(
    String from,
    String to,
    Kind kind,
    @Nullable LogRatio worse,
    @Nullable Boolean sameArtifact,
    List<String> obstacles) {

  /// Keeps an unmodifiable copy.
  public HistoryStep {
    obstacles = List.copyOf(obstacles);
  }

  /// What can be said of a step.
  public enum Kind {
    /// It got better, by more than the tolerance and beyond its interval.
    BETTER("better"),
    /// It got worse, by more than the tolerance and beyond its interval.
    WORSE("worse"),
    /// No change was seen, or one within the tolerance.
    NO_CHANGE("no change seen"),
    /// A value is zero on one side alone, so there is no ratio.
    NO_RATIO("no ratio to zero"),
    /// There are too few iterations for an interval.
    TOO_FEW("too few iterations"),
    /// The machine, the workload, the protocol or the kind of artifact is another.
    NOT_COMPARABLE("not comparable");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /// The words for it.
    public String text() {
      return text;
    }
  }

  /// Whether the figure moved.
  public boolean changed() {
    return kind == Kind.BETTER || kind == Kind.WORSE;
  }
}
