package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.StudyFactor;
import dev.spikebench.results.report.StudyView.Grid;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.study.LevelRatio;
import dev.spikebench.results.study.StudyData;
import dev.spikebench.results.study.StudyMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Ratios at fixed levels, one table a factor: what the design changes first, what the backend
/// changes last.
final class StudyRatioTables {

  private static final List<StudyMetric> METRICS =
      List.of(StudyMetric.THROUGHPUT, StudyMetric.LATENCY_P99);

  private static final List<String> ORDER =
      List.of(
          StudyFactor.STRATEGY,
          StudyFactor.SYNCHRONOUS,
          StudyFactor.IDS,
          StudyFactor.SUBSCRIBERS,
          StudyFactor.BACKEND);

  private final StudyData data;
  private final StudyWords words;
  private final Set<String> notTuned;

  StudyRatioTables(StudyData data) {
    this.data = data;
    this.words = new StudyWords(data);
    this.notTuned =
        data.results().backends().stream()
            .filter(BackendFacts::notTuned)
            .map(BackendFacts::id)
            .collect(Collectors.toSet());
  }

  /// The tables of all factors that have a ratio.
  List<Grid> all() {
    return ORDER.stream().map(this::table).filter(it -> !it.rows().isEmpty()).toList();
  }

  private Grid table(String factor) {
    List<List<String>> rows = new ArrayList<>();
    for (LevelRatio ratio : ratios(factor)) {
      List<String> row = new ArrayList<>();
      row.add(words.sides(ratio));
      METRICS.forEach(it -> row.add(cell(ratio, ratio.ratios().get(it))));
      rows.add(row);
    }
    String title = StudyWords.factor(factor);
    return new Grid(
        title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1),
        List.of("Ratio", "Throughput", "p99 latency"),
        rows);
  }

  private List<LevelRatio> ratios(String factor) {
    return data.varies(factor)
        ? LevelRatio.of(data, factor, METRICS, data.results().design().confidence())
        : List.of();
  }

  /// A backend that is a straw man is set beside no other.
  private String cell(LevelRatio ratio, @Nullable LogRatio value) {
    boolean ranks = ratio.factor().equals(StudyFactor.BACKEND);
    return ranks && (notTuned.contains(ratio.numerator()) || notTuned.contains(ratio.denominator()))
        ? "not told: not tuned"
        : StudyWords.times(value);
  }
}
