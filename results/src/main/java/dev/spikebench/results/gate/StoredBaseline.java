package dev.spikebench.results.gate;

import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateRule;
import dev.spikebench.results.model.GateVerdict;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.unpaired.RankSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A candidate against that of an earlier session, which is not measured again. Both were held
/// against the same artifact, the *reference*: what moved it and the candidate alike between the
/// two sessions falls out (a difference of differences on logarithms; J. D. Angrist and J.-S.
/// Pischke, *Mostly Harmless Econometrics*, Princeton 2009, chapter 5). What moved one of them
/// alone does not, so this warns and never fails.
///
/// @param obstacles why the two must not be compared, a sentence each; empty where they may
/// @param changes one for each metric that decides in both; empty where there are obstacles
public record StoredBaseline(List<String> obstacles, List<Change> changes) {
  private static final double LEVEL = 0.95;

  /// Keeps unmodifiable copies.
  public StoredBaseline {
    obstacles = List.copyOf(obstacles);
    changes = List.copyOf(changes);
  }

  /// How many times worse the candidate is than the earlier session's.
  ///
  /// @param rule the metric with its tolerance, as declared now
  /// @param worse the ratio of the two ratios to the reference, with an unpaired interval at 95 %
  ///   split among the metrics
  public record Change(GateRule rule, LogRatio worse) {

    /// Whether a change for the worse was seen that reaches the tolerance.
    public boolean warns() {
      return worse.differs() && worse.estimate() >= Math.log1p(rule.tolerance());
    }
  }

  /// What can be known before anything is measured.
  ///
  /// @return why a session here and now could not be compared with the stored one
  public static List<String> obstacles(GateResults stored, Environment here) {
    List<String> obstacles = new ArrayList<>();
    Map<String, String> was = stored.environment().fingerprint().fields();
    Map<String, String> is = here.fingerprint().fields();
    TreeSet<String> names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    for (String name : names) {
      if (!Objects.equals(was.get(name), is.get(name))) {
        obstacles.add(
            "The stored session ran on another machine or system: %s was %s and is %s."
                .formatted(
                    name, was.getOrDefault(name, "unknown"), is.getOrDefault(name, "unknown")));
      }
    }
    GateVerdict verdict = GateJudge.judge(stored).verdict();
    if (verdict == GateVerdict.RUN_FAILED || verdict == GateVerdict.NOT_COMPARABLE) {
      obstacles.add(
          "The stored session has no figures that count: it ended " + verdict.title() + ".");
    }
    return obstacles;
  }

  /// The candidate of a session against that of a stored one.
  ///
  /// @param stored the earlier session
  /// @param now the session whose baseline is the reference
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public static StoredBaseline of(GateResults stored, GateResults now) {
    List<String> obstacles = new ArrayList<>(obstacles(stored, now.environment()));
    String was = artifact(stored);
    if (was == null || !was.equals(artifact(now))) {
      obstacles.add(
          "The reference is another artifact than in the stored session, so nothing ties the two"
              + " together.");
    }
    if (!Objects.equals(stored.workload().definitionSha256(), now.workload().definitionSha256())) {
      obstacles.add("The two sessions sent different loads.");
    }
    return new StoredBaseline(obstacles, obstacles.isEmpty() ? changes(stored, now) : List.of());
  }

  private static @Nullable String artifact(GateResults results) {
    return results.backends().stream()
        .filter(it -> it.id().equals(GateArm.BASELINE))
        .map(BackendFacts::artifactSha256)
        .map(it -> it.value())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static List<Change> changes(GateResults stored, GateResults now) {
    List<GateRule> rules =
        now.design().gating().stream()
            .filter(
                it ->
                    stored.design().rules().stream()
                        .anyMatch(other -> other.metric() == it.metric()))
            .toList();
    Confidence confidence = Confidence.of(LEVEL).among(Math.max(1, rules.size()));
    GateEvidence before = new GateEvidence(stored);
    GateEvidence after = new GateEvidence(now);
    List<Change> changes = new ArrayList<>();
    for (GateRule rule : rules) {
      GateMetric metric = rule.metric();
      double[] then =
          before.of(metric, stored.completeEpochs(), confidence).candidate().logRatios();
      double[] today = after.of(metric, now.completeEpochs(), confidence).candidate().logRatios();
      ratio(today, then, confidence).ifPresent(it -> changes.add(new Change(rule, it)));
    }
    return changes;
  }

  private static Optional<LogRatio> ratio(double[] today, double[] then, Confidence confidence) {
    return today.length == 0 || then.length == 0
        ? Optional.empty()
        : Optional.of(RankSum.of(today, then, confidence));
  }
}
