package dev.spikebench.results.gate;

import dev.spikebench.results.gate.GateJudgement.Compared;
import dev.spikebench.results.model.GateComparison;
import dev.spikebench.results.model.GateConclusion;
import dev.spikebench.results.model.GateFault;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.precision.Precision;
import dev.spikebench.results.stats.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The conclusion of a session in words and figures: what was seen, what could have been seen, what
/// to do next. Made of the raw figures alone. Stateless.
public final class GateConclusions {
  private static final double NOTABLE_PRESSURE = 0.25;

  private GateConclusions() {}

  /// The conclusion of a session.
  public static GateConclusion of(GateResults results) {
    return of(results, GateJudge.judge(results));
  }

  /// The same of a session that is judged already.
  public static GateConclusion of(GateResults results, GateJudgement judgement) {
    return new GateConclusion(
        judgement.verdict(),
        judgement.epochs(),
        headline(results, judgement),
        next(results, judgement),
        judgement.comparisons().stream().map(GateConclusions::comparison).toList());
  }

  private static GateComparison comparison(Compared compared) {
    Optional<LogRatio> effect = compared.judgement().effect();
    return new GateComparison(
        compared.rule().metric(),
        compared.rule().gates(),
        effect.map(LogRatio::n).orElse(0),
        effect.map(LogRatio::ratio).orElse(null),
        orNull(effect.map(LogRatio::low).orElse(OptionalDouble.empty())),
        orNull(effect.map(LogRatio::high).orElse(OptionalDouble.empty())),
        compared.judgement().control().map(LogRatio::ratio).orElse(null),
        compared.judgement().precision().map(Precision::detectableRatio).orElse(null),
        compared.rule().tolerance(),
        GateReasons.word(compared.judgement().verdict()),
        GateReasons.of(compared));
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }

  private static String headline(GateResults results, GateJudgement judgement) {
    return switch (judgement.verdict()) {
      case PASS -> passed(judgement);
      case REGRESSED -> regressed(judgement);
      case INCONCLUSIVE -> open(results, judgement);
      case NOT_COMPARABLE -> String.join(" ", results.incomparable());
      case RUN_FAILED ->
          results.faults().stream()
              .map(it -> it.arm() + ": " + it.sentence())
              .collect(Collectors.joining("; ", "", "; the figures are not used."));
    };
  }

  private static String passed(GateJudgement judgement) {
    String seen =
        judgement.gating().stream()
            .map(GateConclusions::tolerated)
            .collect(Collectors.joining("; "));
    return "No regression: %s. %s paired launches. %s"
        .formatted(seen, judgement.epochs(), wouldHaveShown(judgement.gating()));
  }

  private static String tolerated(Compared compared) {
    return changed(compared) + ", tolerance " + GateText.percent(compared.rule().tolerance());
  }

  private static String regressed(GateJudgement judgement) {
    String seen =
        judgement.gating().stream()
            .filter(it -> it.judgement().verdict() instanceof Verdict.Fail)
            .map(GateConclusions::tolerated)
            .collect(Collectors.joining("; "));
    String control =
        judgement.gating().stream()
            .filter(it -> it.judgement().verdict() instanceof Verdict.Fail)
            .flatMap(
                it ->
                    it.judgement().control().stream()
                        .map(moved -> GateText.change(it.rule().metric(), moved.ratio())))
            .collect(Collectors.joining(" and "));
    return "Worse: %s. %s paired launches; the control, a second launch of the baseline, moved %s."
        .formatted(seen, judgement.epochs(), control.isEmpty() ? "not" : control);
  }

  private static String open(GateResults results, GateJudgement judgement) {
    if (judgement.epochs() == 0) {
      return "Cannot tell: no epoch was completed.";
    }
    String seen =
        judgement.gating().stream()
            .filter(it -> it.judgement().verdict() instanceof Verdict.Inconclusive)
            .map(it -> changed(it) + ": " + GateReasons.of(it))
            .collect(Collectors.joining(". "));
    String why =
        results.run().status() == RunStatus.PARTIAL && seen.isEmpty()
            ? "the session was interrupted before it was to be judged"
            : seen;
    return "Cannot tell: %s. %s paired launches.%s"
        .formatted(why, judgement.epochs(), pressure(results));
  }

  private static String changed(Compared compared) {
    GateMetric metric = compared.rule().metric();
    return metric.label()
        + compared
            .judgement()
            .effect()
            .map(it -> " " + GateText.change(metric, it))
            .orElse(" without a figure");
  }

  private static String wouldHaveShown(List<Compared> compared) {
    return compared.stream()
        .flatMap(
            it ->
                it.judgement().precision().stream()
                    .map(
                        precision ->
                            "%s in %s"
                                .formatted(
                                    GateText.worse(precision.detectableRatio()),
                                    it.rule().metric().label())))
        .collect(
            Collectors.joining(
                " or ", "Would have shown four times in five: a change for the worse of ", "."));
  }

  private static String pressure(GateResults results) {
    OptionalDouble mean =
        results.slices().stream()
            .map(it -> it.interference().cpuPressure())
            .filter(Predicate.not(it -> it == null))
            .mapToDouble(it -> it == null ? 0 : it)
            .average();
    return mean.isPresent() && mean.getAsDouble() >= NOTABLE_PRESSURE
        ? " Threads had to wait for a processor in %s of the time."
            .formatted(GateText.percent(Math.rint(mean.getAsDouble() * 100) / 100))
        : "";
  }

  private static String next(GateResults results, GateJudgement judgement) {
    return switch (judgement.verdict()) {
      case PASS -> "Nothing.";
      case REGRESSED ->
          "Look for what the candidate does more of; the same session again is: "
              + GateReproduction.command(results);
      case INCONCLUSIVE -> decide(results, judgement);
      case NOT_COMPARABLE -> "Give both sides the same settings, then measure again.";
      case RUN_FAILED -> repair(results.faults().getFirst());
    };
  }

  private static String decide(GateResults results, GateJudgement judgement) {
    OptionalDouble needed =
        judgement.gating().stream()
            .filter(it -> it.judgement().verdict() instanceof Verdict.Inconclusive)
            .flatMap(it -> GateReasons.needed(it).stream())
            .mapToDouble(Long::doubleValue)
            .max();
    if (needed.isEmpty() || judgement.epochs() == 0) {
      return "Measure for longer.";
    }
    long launches = (long) needed.getAsDouble();
    if (launches <= judgement.epochs()) {
      return "Measure again, on a quieter machine where there is one.";
    }
    Duration each = epochTime(results);
    return "To decide: about %s paired launches (some %s here; --looks and --max-time), or a quieter machine."
        .formatted(launches, GateText.span(each.multipliedBy(launches)));
  }

  private static Duration epochTime(GateResults results) {
    Duration all =
        Duration.between(
            results.slices().getFirst().startedAt(), results.slices().getLast().startedAt());
    return all.dividedBy(Math.max(1, results.completeEpochs()));
  }

  private static String repair(GateFault fault) {
    return switch (fault.kind()) {
      case PARITY -> "Make it pass: ./spikebench parity says which case and why.";
      case UNAVAILABLE -> "Read its output in the session's folder, and make it run.";
      case FAILED_REQUESTS, LOST_EVENTS ->
          "Read its output in the session's folder: figures of a backend that fails say nothing.";
      case WRONG_PROCESS -> "End what else listens there, then measure again.";
      case NO_FIGURE -> "Choose metrics that can be measured here with --metric.";
    };
  }
}
