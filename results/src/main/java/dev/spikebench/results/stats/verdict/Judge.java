package dev.spikebench.results.stats.verdict;

import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.Interval;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.paired.EpochRatios;
import dev.spikebench.results.stats.paired.OrderEffect;
import dev.spikebench.results.stats.paired.SignedRank;
import dev.spikebench.results.stats.precision.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rule of three verdicts for one metric of one candidate.
///
/// *Fail* when a slowdown was seen, its estimate reaches the tolerance, and the change in the
/// metric's unit reaches the floor. *Pass* when the interval ends below the tolerance (so that
/// passing is a finding, not the lack of one: equivalence by an interval within margins, D. J.
/// Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15 (1987), 657–680), or below the
/// floor. *Inconclusive* otherwise, and whenever the session itself is in doubt: the control moved,
/// the order mattered or never changed, too much had to be dropped.
public final class Judge {

  /// Greatest share of sub-rounds or epochs that may be lost.
  public static final double GREATEST_LOSS = 0.2;

  private Judge() {}

  /// The verdict of the rule.
  ///
  /// @param confidence confidence of this look, split among all comparisons that gate
  public static Judgement judge(MetricRule rule, Evidence evidence, Confidence confidence) {
    EpochRatios candidate = evidence.candidate();
    Optional<LogRatio> effect = candidate.effect(confidence);
    Optional<LogRatio> control = evidence.control().effect(confidence);
    Optional<Precision> precision = Precision.of(candidate.logRatios(), confidence);
    double reference = candidate.typicalReference().orElse(0.0);
    int needed = SignedRank.minimumSamples(confidence);
    Verdict verdict =
        effect
            .map(it -> ofEffect(rule, it, reference, precision))
            .orElseGet(() -> inconclusive(new Reason.TooFewEpochs(0, needed)));
    List<Reason> doubts = new ArrayList<>();
    if (verdict instanceof Verdict.Inconclusive open) {
      doubts.addAll(open.reasons());
    }
    addDoubts(doubts, rule, evidence, control);
    Verdict outcome = doubts.isEmpty() ? verdict : new Verdict.Inconclusive(doubts);
    return new Judgement(rule, outcome, effect, control, precision, Stalls.of(candidate));
  }

  private static Verdict ofEffect(
      MetricRule rule, LogRatio effect, double reference, Optional<Precision> precision) {
    return switch (effect.interval()) {
      case Interval.TooFewSamples few ->
          inconclusive(new Reason.TooFewEpochs(few.n(), few.needed()));
      case Interval.Bounded interval -> ofInterval(rule, effect, interval, reference, precision);
    };
  }

  private static Verdict ofInterval(
      MetricRule rule,
      LogRatio effect,
      Interval.Bounded interval,
      double reference,
      Optional<Precision> precision) {
    double change = rule.absoluteChange(effect.estimate(), reference);
    double greatest = rule.absoluteChange(interval.high(), reference);
    if (interval.high() < rule.logTolerance()) {
      return new Verdict.Pass(effect, note(interval));
    }
    if (greatest < rule.absoluteFloor()) {
      return new Verdict.Pass(effect, Verdict.Note.BELOW_ABSOLUTE_FLOOR);
    }
    if (!slowdown(rule, effect, interval)) {
      return inconclusive(
          new Reason.IntervalTooWide(
              precision.map(Precision::detectableRatio),
              precision.map(it -> it.samplesNeeded(rule.tolerance()))));
    }
    return change >= rule.absoluteFloor()
        ? new Verdict.Fail(effect, change)
        : inconclusive(new Reason.AroundAbsoluteFloor(rule.absoluteFloor(), change, greatest));
  }

  private static Verdict.Note note(Interval.Bounded interval) {
    if (interval.high() < 0) {
      return Verdict.Note.IMPROVED;
    }
    return interval.low() > 0 ? Verdict.Note.TOLERATED_SLOWDOWN : Verdict.Note.WITHIN_TOLERANCE;
  }

  private static Verdict inconclusive(Reason reason) {
    return new Verdict.Inconclusive(List.of(reason));
  }

  private static boolean slowdown(MetricRule rule, LogRatio effect, Interval.Bounded interval) {
    return switch (rule.strictness()) {
      case SEEN -> interval.low() > 0 && effect.estimate() >= rule.logTolerance();
      case BEYOND_TOLERANCE -> interval.low() > rule.logTolerance();
    };
  }

  private static void addDoubts(
      List<Reason> doubts, MetricRule rule, Evidence evidence, Optional<LogRatio> control) {
    if (control.isEmpty()) {
      doubts.add(new Reason.ControlMissing());
    } else if (moved(rule, control.get(), evidence.control().typicalReference().orElse(0.0))) {
      doubts.add(new Reason.ControlMoved(control.get()));
    }
    switch (evidence.orderEffect()) {
      case OrderEffect.Unknown() -> doubts.add(new Reason.OrderUnknown());
      case OrderEffect.Measured(LogRatio effect, boolean confounded) -> {
        if (confounded || orderMatters(rule, effect)) {
          doubts.add(new Reason.OrderMatters(effect, confounded));
        }
      }
    }
    if (evidence.dropped() > GREATEST_LOSS * evidence.subRounds()) {
      doubts.add(new Reason.SlicesDropped(evidence.dropped(), evidence.subRounds()));
    }
    int without = evidence.candidate().withoutRatio().size();
    int epochs = without + evidence.candidate().epochs().size();
    if (without > GREATEST_LOSS * epochs) {
      doubts.add(new Reason.EpochsWithoutRatio(without, epochs));
    }
  }

  private static boolean orderMatters(MetricRule rule, LogRatio effect) {
    return effect.differs() && Math.abs(effect.estimate()) > Math.log1p(rule.tolerance() / 2);
  }

  /// The control has no worse and better: it must not move either way.
  private static boolean moved(MetricRule rule, LogRatio control, double reference) {
    return control.differs()
        && Math.abs(control.estimate()) >= rule.logTolerance()
        && rule.absoluteChange(control.estimate(), reference) >= rule.absoluteFloor();
  }
}
