package dev.spikebench.parity.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where choices come from: drawn at random and recorded, or replayed from a recording, changed or
/// not. A replay that runs out goes on with 0, which every caller makes its simplest choice. One
/// thread.
public final class ChoiceSource {
  private final @Nullable SplittableRandom random;
  private final List<Integer> replayed;
  private final List<Integer> recorded = new ArrayList<>();
  private final List<Span> spans = new ArrayList<>();
  private int depth;

  private ChoiceSource(@Nullable SplittableRandom random, List<Integer> replayed) {
    this.random = random;
    this.replayed = List.copyOf(replayed);
  }

  /// Draws; the same seed gives the same choices.
  public static ChoiceSource random(long seed) {
    return new ChoiceSource(new SplittableRandom(seed), List.of());
  }

  /// Replays.
  public static ChoiceSource replay(List<Integer> choices) {
    return new ChoiceSource(null, choices);
  }

  /// A choice from 0 to `bound` − 1; 0 is the simplest.
  public int below(int bound) {
    int at = recorded.size();
    int choice = at < replayed.size() ? replayed.get(at) : 0;
    if (random != null) {
      choice = random.nextInt(bound);
    }
    int kept = Math.min(choice, bound - 1);
    recorded.add(kept);
    return kept;
  }

  /// Yes in so many of a hundred draws; no is the simplest.
  public boolean chance(int percent) {
    return below(100) >= 100 - percent;
  }

  /// One of these; the first is the simplest.
  public <T> T pick(List<T> options) {
    return options.get(below(options.size()));
  }

  /// Marks what is chosen within as one piece that may be left out.
  public <T> T span(Supplier<T> piece) {
    int from = recorded.size();
    depth++;
    T made = piece.get();
    depth--;
    spans.add(new Span(from, recorded.size(), depth));
    return made;
  }

  /// What was chosen, and where the pieces are, the outermost and longest first.
  public Recording recording() {
    List<Span> sorted = new ArrayList<>(spans);
    sorted.sort(
        Comparator.comparingInt(Span::depth)
            .thenComparing(Comparator.comparingInt(Span::length).reversed())
            .thenComparingInt(Span::from));
    return new Recording(recorded, sorted);
  }
}
