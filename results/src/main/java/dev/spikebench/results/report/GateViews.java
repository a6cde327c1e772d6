package dev.spikebench.results.report;

import dev.spikebench.results.gate.GateConclusions;
import dev.spikebench.results.gate.GateEvidence;
import dev.spikebench.results.gate.GateJudge;
import dev.spikebench.results.gate.GateJudgement;
import dev.spikebench.results.gate.GateJudgement.Compared;
import dev.spikebench.results.gate.GateReproduction;
import dev.spikebench.results.gate.GateText;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateComparison;
import dev.spikebench.results.model.GateConclusion;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateVerdict;
import dev.spikebench.results.report.chart.ForestChart;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.precision.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Lays a session of a gate out for the templates. Everything is computed anew from the raw
/// figures; what the file says of its own conclusion is not believed. Stateless.
final class GateViews {
  private static final String NONE = "-";
  private static final List<String> COLUMNS =
      List.of(
          "Metric",
          "Baseline",
          "Candidate",
          "Change",
          "Tolerance",
          "Would have shown",
          "Verdict",
          "Because");

  private GateViews() {}

  static GateView of(GateResults results) {
    GateJudgement judgement = GateJudge.judge(results);
    GateConclusion end = GateConclusions.of(results, judgement);
    GateEvidence evidence = new GateEvidence(results);
    // Where the session failed, no figure of it is worth a look.
    boolean judged =
        end.verdict() != GateVerdict.RUN_FAILED && end.verdict() != GateVerdict.NOT_COMPARABLE;
    return new GateView(
        title(results),
        end.verdict().title(),
        level(end.verdict()),
        end.headline(),
        end.next(),
        COLUMNS,
        judged ? rows(judgement, end, evidence, true) : List.of(),
        judged ? rows(judgement, end, evidence, false) : List.of(),
        GateTrust.rows(results, judgement),
        arms(results),
        environment(results.environment()),
        warnings(results),
        limits(results),
        GateEpochs.columns(results),
        judged ? GateEpochs.rows(results, evidence, judgement) : List.of(),
        GateReproduction.command(results),
        judged ? charts(judgement) : List.of());
  }

  private static String title(GateResults results) {
    return "Gate: %s against %s"
        .formatted(results.arm(GateArm.CANDIDATE).ref(), results.arm(GateArm.BASELINE).ref());
  }

  private static String level(GateVerdict verdict) {
    return switch (verdict) {
      case PASS -> "valid";
      case INCONCLUSIVE, NOT_COMPARABLE -> "warning";
      case REGRESSED, RUN_FAILED -> "invalid";
    };
  }

  private static List<List<String>> rows(
      GateJudgement judgement, GateConclusion end, GateEvidence evidence, boolean gates) {
    List<List<String>> rows = new ArrayList<>();
    for (int index = 0; index < judgement.comparisons().size(); index++) {
      Compared compared = judgement.comparisons().get(index);
      if (compared.rule().gates() == gates && judgement.epochs() > 0) {
        rows.add(row(compared, end.comparisons().get(index), evidence, judgement.epochs()));
      }
    }
    return rows;
  }

  private static List<String> row(
      Compared compared, GateComparison told, GateEvidence evidence, int epochs) {
    GateMetric metric = compared.rule().metric();
    return List.of(
        metric.label(),
        value(metric, evidence.typical(metric, GateArm.BASELINE, epochs)),
        value(metric, evidence.typical(metric, GateArm.CANDIDATE, epochs)),
        compared.judgement().effect().map(it -> GateText.change(metric, it)).orElse(NONE),
        GateText.percent(compared.rule().tolerance()),
        compared
            .judgement()
            .precision()
            .map(Precision::detectableRatio)
            .map(GateText::worse)
            .orElse(NONE),
        told.gates() || !told.verdict().equals("fail") ? told.verdict() : "warning",
        told.reason());
  }

  private static String value(GateMetric metric, @Nullable Double value) {
    return value == null ? NONE : GateText.value(metric, value);
  }

  private static List<List<String>> arms(GateResults results) {
    List<List<String>> rows = new ArrayList<>();
    for (GateArm arm : results.arms()) {
      List<String> words = new ArrayList<>(List.of(arm.ref()));
      if (arm.backendId() != null) {
        words.add("backend " + arm.backendId());
      }
      if (arm.revision() != null) {
        words.add(
            "commit "
                + arm.revision().substring(0, Math.min(12, arm.revision().length()))
                + (Boolean.TRUE.equals(arm.uncommitted()) ? " with uncommitted changes" : ""));
      }
      artifact(results, arm).ifPresent(words::add);
      if (arm.addedCpuShare() > 0) {
        words.add(GateText.percent(arm.addedCpuShare()) + " CPU time added on purpose");
      }
      rows.add(List.of(arm.id(), String.join(", ", words)));
    }
    return rows;
  }

  private static Optional<String> artifact(GateResults results, GateArm arm) {
    String id = arm.id().equals(GateArm.CONTROL) ? GateArm.BASELINE : arm.id();
    return results.backends().stream()
        .filter(it -> it.id().equals(id))
        .map(BackendFacts::artifactSha256)
        .map(it -> it.value())
        .filter(Objects::nonNull)
        .map(it -> "artifact " + it.substring(0, 12))
        .findFirst();
  }

  private static List<List<String>> environment(Environment environment) {
    return List.of(
        List.of("Processor", environment.hardware().cpuModel().orElse("unknown")),
        List.of("Kernel", environment.os().kernel().orElse("unknown")),
        List.of("File system", environment.storage().fileSystem().orElse("unknown")),
        List.of("Fingerprint", environment.fingerprint().sha256().substring(0, 12)));
  }

  private static List<String> warnings(GateResults results) {
    List<String> warnings = new ArrayList<>(results.run().warnings());
    warnings.addAll(results.environment().disturbances());
    List<String> artifacts =
        results.backends().stream()
            .map(it -> it.artifactSha256().value())
            .filter(Objects::nonNull)
            .toList();
    boolean added = results.arm(GateArm.CANDIDATE).addedCpuShare() > 0;
    if (artifacts.size() == 2 && artifacts.getFirst().equals(artifacts.getLast()) && !added) {
      warnings.add(
          "Both sides are the same artifact: the session says something of this machine alone.");
    }
    if (!added) {
      anotherCommand(results).ifPresent(warnings::add);
    }
    return warnings;
  }

  /// One id does not always mean one thing: a revision may package what another starts as a jar.
  private static Optional<String> anotherCommand(GateResults results) {
    String backend = results.arm(GateArm.BASELINE).backendId();
    List<List<String>> commands =
        results.backends().stream().map(BackendFacts::command).filter(Objects::nonNull).toList();
    boolean alike =
        backend == null
            || !backend.equals(results.arm(GateArm.CANDIDATE).backendId())
            || commands.size() != 2
            || commands.getFirst().equals(commands.getLast());
    return alike
        ? Optional.empty()
        : Optional.of(
            "Both sides are %s, but they are started by different commands, %s and %s: what differs may be how it is packaged."
                .formatted(
                    backend,
                    String.join(" ", commands.getFirst()),
                    String.join(" ", commands.getLast())));
  }

  private static List<String> limits(GateResults results) {
    return List.of(
        "Figures hold for this machine, this hour and this load; ratios within the session are what"
            + " to look at.",
        "A change of exactly the tolerance is found about half of the time: that is where the line"
            + " is drawn.",
        "What grows over hours (memory, files, a database) is a soak's to find.",
        results.design().saturatedSlices() > 0
            ? "Latencies are those of the paced load, not of a backend that is overrun."
            : "Throughput was not looked at: there were no saturated slices.");
  }

  /// The control first: what moves there is the machine's own.
  private static List<ForestChart> charts(GateJudgement judgement) {
    List<ForestChart.Series> series = new ArrayList<>();
    for (Compared compared : judgement.gating()) {
      add(series, compared, compared.judgement().control(), "control", 2);
    }
    for (Compared compared : judgement.comparisons()) {
      add(series, compared, compared.judgement().effect(), "candidate", 1);
    }
    return series.isEmpty()
        ? List.of()
        : List.of(
            ForestChart.of(
                "forest",
                "Change for the worse against the baseline, with intervals; a short upright mark is"
                    + " the tolerance",
                String.join(". ", series.stream().map(ForestChart.Series::label).toList()),
                series));
  }

  private static void add(
      List<ForestChart.Series> series,
      Compared compared,
      Optional<LogRatio> effect,
      String arm,
      int number) {
    effect.ifPresent(
        it ->
            series.add(
                new ForestChart.Series(
                    "%s, %s: %s"
                        .formatted(
                            compared.rule().metric().label(),
                            arm + (compared.rule().gates() ? "" : " (warns)"),
                            GateText.change(compared.rule().metric(), it)),
                    number,
                    percent(it.ratio()),
                    percent(it.low()),
                    percent(it.high()),
                    compared.rule().tolerance() * 100)));
  }

  private static double percent(double ratio) {
    return (ratio - 1) * 100;
  }

  private static @Nullable Double percent(OptionalDouble ratio) {
    return ratio.isPresent() ? (Double) percent(ratio.getAsDouble()) : null;
  }
}
