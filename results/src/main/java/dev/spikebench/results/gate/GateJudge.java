package dev.spikebench.results.gate;

import dev.spikebench.results.gate.GateJudgement.Compared;
import dev.spikebench.results.gate.GateJudgement.Look;
import dev.spikebench.results.model.GateDesign;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateRule;
import dev.spikebench.results.model.GateVerdict;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.verdict.Evidence;
import dev.spikebench.results.stats.verdict.Judge;
import dev.spikebench.results.stats.verdict.LookPlan;
import dev.spikebench.results.stats.verdict.LookPlan.Outcome;
import dev.spikebench.results.stats.verdict.MetricRule;
import dev.spikebench.results.stats.verdict.MetricRule.Strictness;
import java.util.ArrayList;
import java.util.List;

/// The verdict of a session, from its raw figures alone: the planned looks one after the other,
/// ended by the first that decides. Stateless.
///
/// Where the time was up between two looks, what is there is looked at in the place of the next
/// one: the clock knows nothing of the figures, so the error that was set aside for that look still
/// holds. A session that somebody ended by hand is not judged that way.
public final class GateJudge {

  private GateJudge() {}

  /// The plan of looks of a design.
  ///
  /// @throws IllegalArgumentException when it could never fail; the message names the number of
  ///   epochs needed
  public static LookPlan plan(GateDesign design) {
    return new LookPlan(
        design.looks(), Confidence.of(design.confidencePerLook()).among(design.gating().size()));
  }

  /// What a session says.
  ///
  /// @throws IllegalArgumentException when its plan could never fail
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public static GateJudgement judge(GateResults results) {
    GateEvidence evidence = new GateEvidence(results);
    LookPlan plan = plan(results.design());
    int whole = results.completeEpochs();
    List<Look> looks = new ArrayList<>();
    for (int epochs : plan.looks()) {
      if (epochs <= whole && !decided(looks)) {
        looks.add(look(evidence, results, plan, epochs, true));
      }
    }
    boolean more = whole > 0 && whole < plan.mostEpochs() && !plan.looks().contains(whole);
    if (more && !decided(looks)) {
      looks.add(look(evidence, results, plan, whole, false));
    }
    int epochs = looks.isEmpty() ? 0 : looks.getLast().epochs();
    return new GateJudgement(
        verdict(results, looks), epochs, looks, compare(evidence, results, plan, epochs));
  }

  private static boolean decided(List<Look> looks) {
    return !looks.isEmpty() && looks.getLast().outcome() != Outcome.INCONCLUSIVE;
  }

  private static Look look(
      GateEvidence evidence, GateResults results, LookPlan plan, int epochs, boolean planned) {
    boolean open = !planned && results.run().status() != RunStatus.COMPLETE;
    Outcome outcome =
        open
            ? Outcome.INCONCLUSIVE
            : LookPlan.outcome(
                compare(evidence, results, plan, epochs).stream()
                    .filter(it -> it.rule().gates())
                    .map(it -> it.judgement().verdict())
                    .toList());
    return new Look(epochs, planned, outcome);
  }

  private static GateVerdict verdict(GateResults results, List<Look> looks) {
    if (!results.faults().isEmpty()) {
      return GateVerdict.RUN_FAILED;
    }
    if (!results.incomparable().isEmpty()) {
      return GateVerdict.NOT_COMPARABLE;
    }
    Outcome outcome = looks.isEmpty() ? Outcome.INCONCLUSIVE : looks.getLast().outcome();
    return switch (outcome) {
      case FAIL -> GateVerdict.REGRESSED;
      case PASS -> GateVerdict.PASS;
      case INCONCLUSIVE -> GateVerdict.INCONCLUSIVE;
    };
  }

  private static List<Compared> compare(
      GateEvidence evidence, GateResults results, LookPlan plan, int epochs) {
    return results.design().rules().stream()
        .map(
            rule -> {
              Evidence found = evidence.of(rule.metric(), epochs, plan.confidence());
              return new Compared(
                  rule,
                  Judge.judge(metricRule(rule), found, plan.confidence()),
                  found.orderEffect(),
                  found.subRounds(),
                  found.dropped());
            })
        .toList();
  }

  private static MetricRule metricRule(GateRule rule) {
    return new MetricRule(
        rule.metric().text(),
        rule.metric().direction(),
        rule.tolerance(),
        rule.absoluteFloor(),
        rule.beyondTolerance() ? Strictness.BEYOND_TOLERANCE : Strictness.SEEN);
  }
}
