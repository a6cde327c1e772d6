package dev.spikebench.results.report;

import dev.spikebench.results.gate.GateEvidence;
import dev.spikebench.results.gate.GateJudge;
import dev.spikebench.results.gate.GateJudgement;
import dev.spikebench.results.gate.GateText;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateRule;
import dev.spikebench.results.stats.paired.EpochRatios;
import dev.spikebench.results.stats.paired.EpochRatios.EpochRatio;
import dev.spikebench.results.stats.verdict.Evidence;
import java.util.ArrayList;
import java.util.List;

/// The raw ratios that the intervals are made of, epoch by epoch. Stateless.
final class GateEpochs {

  private GateEpochs() {}

  static List<String> columns(GateResults results) {
    List<String> columns = new ArrayList<>(List.of("Epoch"));
    for (GateRule rule : results.design().gating()) {
      columns.add(rule.metric().label() + ", candidate");
      columns.add(rule.metric().label() + ", control");
    }
    return columns;
  }

  static List<List<String>> rows(
      GateResults results, GateEvidence evidence, GateJudgement judgement) {
    List<Evidence> all =
        results.design().gating().stream()
            .map(
                rule ->
                    evidence.of(
                        rule.metric(),
                        judgement.epochs(),
                        GateJudge.plan(results.design()).confidence()))
            .toList();
    List<GateMetric> metrics = results.design().gating().stream().map(GateRule::metric).toList();
    List<List<String>> rows = new ArrayList<>();
    for (int epoch = 1; epoch <= judgement.epochs(); epoch++) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(epoch)));
      for (int index = 0; index < all.size(); index++) {
        row.add(ratio(metrics.get(index), all.get(index).candidate(), epoch));
        row.add(ratio(metrics.get(index), all.get(index).control(), epoch));
      }
      rows.add(row);
    }
    return rows;
  }

  private static String ratio(GateMetric metric, EpochRatios ratios, int epoch) {
    return ratios.epochs().stream()
        .filter(it -> it.epoch() == epoch)
        .map(EpochRatio::logRatio)
        .map(it -> GateText.change(metric, Math.exp(it)))
        .findFirst()
        .orElse("-");
  }
}
