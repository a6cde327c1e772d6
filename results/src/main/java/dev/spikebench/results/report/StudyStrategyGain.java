package dev.spikebench.results.report;

import dev.spikebench.results.design.Factor;
import dev.spikebench.results.design.FactorialDesign;
import dev.spikebench.results.model.StudyFactor;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.variation.Contrast;
import dev.spikebench.results.stats.variation.Observation;
import dev.spikebench.results.study.SeedClaims;
import dev.spikebench.results.study.StudyData;
import dev.spikebench.results.study.StudyMetric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one backend gains by its write strategy alone.
final class StudyStrategyGain {

  private StudyStrategyGain() {}

  /// Throughput of the first study's TypeScript with `group` against a commit an event, averaged
  /// over the other levels; null where it was not measured.
  static @Nullable LogRatio onTypescript(StudyData data) {
    List<Factor> factors =
        data.design().factors().stream()
            .map(
                it ->
                    it.name().equals(StudyFactor.BACKEND)
                        ? Factor.of(it.name(), SeedClaims.TYPESCRIPT)
                        : it)
            .toList();
    List<Observation> observations =
        data.observations(StudyMetric.THROUGHPUT).stream()
            .filter(it -> it.treatment().level(StudyFactor.BACKEND).equals(SeedClaims.TYPESCRIPT))
            .toList();
    return Contrast.averaged(
            new FactorialDesign(factors),
            observations,
            StudyFactor.STRATEGY,
            "group",
            "per-event",
            Confidence.of(data.results().design().confidence()))
        .map(Contrast::ratio)
        .orElse(null);
  }
}
