package dev.spikebench.parity.shrink;

import dev.spikebench.parity.generate.ChoiceSource;
import dev.spikebench.parity.generate.Recording;
import dev.spikebench.parity.generate.ScenarioGenerator;
import dev.spikebench.parity.generate.Span;
import dev.spikebench.parity.script.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Shrinks by choices: first whole steps, then items, then fields are left out, by their spans;
/// then single choices become simpler. An attempt counts only if the caller still sees the same
/// thing in it. One use, one thread.
public final class Shrinker {
  private final Predicate<Scenario> showsTheSame;
  private final boolean restarts;
  private final int maxAttempts;
  private final long deadlineNs;
  private final Set<List<Integer>> tried = new HashSet<>();
  private Recording best;
  private Scenario bestScenario;
  private int attempts;

  /// Begins with a recording that shows it.
  ///
  /// @param showsTheSame runs a scenario; whether the same pair of outcomes is seen on the same
  ///   facet
  public Shrinker(
      Recording begin,
      boolean restarts,
      Predicate<Scenario> showsTheSame,
      int maxAttempts,
      Duration maxTime) {
    this.best = begin;
    this.restarts = restarts;
    this.showsTheSame = showsTheSame;
    this.maxAttempts = maxAttempts;
    this.deadlineNs = System.nanoTime() + maxTime.toNanos();
    this.bestScenario = ScenarioGenerator.generate(ChoiceSource.replay(begin.choices()), restarts);
  }

  /// Shrinks until nothing more can be left out, or the budget is spent.
  public Scenario shrink() {
    boolean better = true;
    while (better && !spent()) {
      better = leaveOutPieces() || simplifyChoices();
    }
    return bestScenario;
  }

  /// How many scenarios were run.
  public int attempts() {
    return attempts;
  }

  private boolean leaveOutPieces() {
    boolean any = false;
    boolean better = true;
    while (better && !spent()) {
      better = false;
      for (Span span : best.spans()) {
        // With the choice before it, which is the one that asked for another piece; a first piece
        // was asked for by nobody, so with the choice after it, which asked for the second.
        if (attempt(without(span.from() - 1, span.to()))
            || attempt(without(span.from(), span.to() + 1))
            || attempt(without(span.from(), span.to()))) {
          better = true;
          any = true;
          break;
        }
      }
    }
    return any;
  }

  private boolean simplifyChoices() {
    boolean any = false;
    for (int at = 0; at < best.choices().size() && !spent(); at++) {
      int value = best.choices().get(at);
      if (value > 0 && !attempt(with(at, 0)) && value > 1) {
        any |= attempt(with(at, value / 2)) || attempt(with(at, value - 1));
      } else {
        any |= value > 0;
      }
    }
    return any;
  }

  private boolean attempt(List<Integer> candidate) {
    if (spent() || !tried.add(candidate)) {
      return false;
    }
    ChoiceSource source = ChoiceSource.replay(candidate);
    Scenario scenario = ScenarioGenerator.generate(source, restarts);
    Recording recording = source.recording();
    if (!isSimpler(recording.choices(), best.choices())) {
      return false;
    }
    attempts++;
    boolean same = scenario.equals(bestScenario) || showsTheSame.test(scenario);
    if (same) {
      best = recording;
      bestScenario = scenario;
    }
    return same;
  }

  /// Shorter, or as long and lower: every success is progress, so this ends.
  private static boolean isSimpler(List<Integer> candidate, List<Integer> than) {
    if (candidate.size() != than.size()) {
      return candidate.size() < than.size();
    }
    for (int i = 0; i < candidate.size(); i++) {
      if (!candidate.get(i).equals(than.get(i))) {
        return candidate.get(i) < than.get(i);
      }
    }
    return false;
  }

  private List<Integer> without(int from, int to) {
    List<Integer> choices = new ArrayList<>(best.choices());
    choices.subList(Math.max(0, from), Math.min(to, choices.size())).clear();
    return choices;
  }

  private List<Integer> with(int at, int value) {
    List<Integer> choices = new ArrayList<>(best.choices());
    choices.set(at, value);
    return choices;
  }

  private boolean spent() {
    return attempts >= maxAttempts || System.nanoTime() - deadlineNs >= 0;
  }
}
