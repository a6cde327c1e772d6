package dev.spikebench.results.gate;

import dev.spikebench.results.model.GateRule;
import dev.spikebench.results.model.GateVerdict;
import dev.spikebench.results.stats.paired.OrderEffect;
import dev.spikebench.results.stats.verdict.Judgement;
import dev.spikebench.results.stats.verdict.LookPlan.Outcome;
import java.util.List;

/// What a session's raw figures say under its declared rules.
///
/// @param verdict the verdict
/// @param epochs epochs that it rests on
/// @param looks the looks that were taken, in their order
/// @param comparisons one for each rule, in the order of the rules, at the last look
public record GateJudgement(
    GateVerdict verdict, int epochs, List<Look> looks, List<Compared> comparisons) {

  /// Keeps unmodifiable copies.
  public GateJudgement {
    looks = List.copyOf(looks);
    comparisons = List.copyOf(comparisons);
  }

  /// One look.
  ///
  /// @param epochs epochs that it used
  /// @param planned whether it was planned; otherwise it took the place of the next planned one,
  ///   because the time was up
  /// @param outcome what the gating rules said
  public record Look(int epochs, boolean planned, Outcome outcome) {}

  /// One rule with what it made of its evidence.
  ///
  /// @param rule the declared rule
  /// @param judgement verdict, effect, control, precision
  /// @param order effect of the place in the round
  /// @param subRounds turns of all arms that were measured
  /// @param dropped those among them that are not used
  public record Compared(
      GateRule rule, Judgement judgement, OrderEffect order, int subRounds, int dropped) {}

  /// The comparisons that decide.
  public List<Compared> gating() {
    return comparisons.stream().filter(it -> it.rule().gates()).toList();
  }
}
