package dev.spikebench.results.gate;

import dev.spikebench.results.gate.GateJudgement.Compared;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.precision.Precision;
import dev.spikebench.results.stats.verdict.Reason;
import dev.spikebench.results.stats.verdict.Verdict;
import java.util.Optional;
import java.util.stream.Collectors;

/// Why a rule came to its verdict, in a sentence with the figures that a reader needs.
final class GateReasons {

  private GateReasons() {}

  /// The word for a verdict: `fail`, `pass` or `inconclusive`.
  static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Fail fail -> "fail";
      case Verdict.Pass pass -> "pass";
      case Verdict.Inconclusive open -> "inconclusive";
    };
  }

  /// The sentence.
  static String of(Compared compared) {
    GateMetric metric = compared.rule().metric();
    String tolerance = GateText.percent(compared.rule().tolerance());
    return switch (compared.judgement().verdict()) {
      case Verdict.Fail(LogRatio effect, double change) ->
          "worse by %s, tolerance %s".formatted(GateText.worse(effect.ratio()), tolerance);
      case Verdict.Pass(LogRatio effect, Verdict.Note note) -> ofPass(metric, note, tolerance);
      case Verdict.Inconclusive open ->
          open.reasons().stream()
              .map(it -> of(metric, it))
              .distinct()
              .collect(Collectors.joining("; "));
    };
  }

  private static String ofPass(GateMetric metric, Verdict.Note note, String tolerance) {
    return switch (note) {
      case IMPROVED -> "better";
      case WITHIN_TOLERANCE -> "no worse than the tolerance of " + tolerance;
      case TOLERATED_SLOWDOWN -> "worse, but within the tolerance of " + tolerance;
      case BELOW_ABSOLUTE_FLOOR ->
          "what changed in " + metric.label() + " is too little to matter (absolute floor)";
    };
  }

  private static String of(GateMetric metric, Reason reason) {
    return switch (reason) {
      case Reason.TooFewEpochs(long epochs, long needed) ->
          "%s paired launches with a figure, %s are needed".formatted(epochs, needed);
      case Reason.IntervalTooWide(Optional<Double> detectable, Optional<Long> needed) ->
          "the interval holds both an accepted and an unacceptable change"
              + detectable
                  .map(it -> "; only %s or more would have shown".formatted(GateText.worse(it)))
                  .orElse("");
      case Reason.AroundAbsoluteFloor(double floor, double estimate, double greatest) ->
          "the change is around the absolute floor of " + GateText.value(metric, floor);
      case Reason.ControlMissing() -> "there is no control";
      case Reason.ControlMoved(LogRatio control) ->
          "the control, a second launch of the baseline, moved by "
              + GateText.change(metric, control);
      case Reason.OrderMatters(LogRatio first, boolean confounded) ->
          confounded
              ? "the arms never changed their places at the ends of a round"
              : "the first place of a round is worse by %s than the last"
                  .formatted(GateText.worse(first.ratio()));
      case Reason.OrderUnknown() -> "nothing can be said of the effect of the order";
      case Reason.SlicesDropped(int dropped, int subRounds) ->
          "%s of %s sub-rounds had to be dropped".formatted(dropped, subRounds);
      case Reason.EpochsWithoutRatio(int without, int epochs) ->
          "%s of %s epochs have no figure".formatted(without, epochs);
    };
  }

  /// Paired launches that would see a change of the tolerance; empty where the noise is unknown.
  static Optional<Long> needed(Compared compared) {
    Optional<Precision> precision = compared.judgement().precision();
    return precision.map(it -> it.samplesNeeded(compared.rule().tolerance()));
  }
}
