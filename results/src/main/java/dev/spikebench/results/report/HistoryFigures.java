package dev.spikebench.results.report;

import dev.spikebench.results.history.History;
import dev.spikebench.results.history.HistoryEntry;
import dev.spikebench.results.history.HistorySeries;
import dev.spikebench.results.history.HistoryStep;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.model.SummaryMetric;
import dev.spikebench.results.report.StudyView.Grid;
import dev.spikebench.results.report.chart.HistoryChart;
import dev.spikebench.results.stats.LogRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The figures of a history, each with its chart and its table.
final class HistoryFigures {

  private final History history;
  private final HistoryNames names;

  HistoryFigures(History history, HistoryNames names) {
    this.history = history;
    this.names = names;
  }

  /// One a figure, in the order of the report's table.
  List<HistoryView.Figure> figures() {
    List<HistoryView.Figure> figures = new ArrayList<>();
    for (SummaryKey key : SummaryKey.values()) {
      List<HistorySeries> series = history.series().stream().filter(it -> it.key() == key).toList();
      if (!series.isEmpty()) {
        figures.add(new HistoryView.Figure(chart(key, series), table(key, series)));
      }
    }
    return figures;
  }

  private HistoryChart chart(SummaryKey key, List<HistorySeries> series) {
    return HistoryChart.of(
        key.key(),
        title(key),
        description(key, series),
        history.entries().stream().map(HistoryNames::place).toList(),
        broken(),
        series.stream()
            .map(
                it ->
                    new HistoryChart.Series(
                        it.backendName(),
                        it.points().stream().map(p -> point(key, p)).toList(),
                        broken(it)))
            .toList());
  }

  private static HistoryChart.@Nullable Point point(
      SummaryKey key, @Nullable SummaryMetric metric) {
    Double value = metric == null ? null : metric.value();
    if (metric == null || value == null) {
      return null;
    }
    Double low = metric.low();
    Double high = metric.high();
    double unit = Figures.perUnit(key);
    return new HistoryChart.Point(
        value / unit,
        low == null ? null : (Double) (low / unit),
        high == null ? null : (Double) (high / unit));
  }

  /// Whether each result must not be compared with the one before it.
  private List<Boolean> broken() {
    List<Boolean> broken = new ArrayList<>();
    for (int index = 0; index < history.entries().size(); index++) {
      broken.add(
          index > 0
              && !History.comparable(
                  history.entries().get(index - 1), history.entries().get(index)));
    }
    return broken;
  }

  /// Where a series must not be drawn as one line.
  private List<Boolean> broken(HistorySeries series) {
    Set<String> apart =
        series.steps().stream()
            .filter(it -> it.kind() == HistoryStep.Kind.NOT_COMPARABLE)
            .map(HistoryStep::to)
            .collect(Collectors.toSet());
    return history.entries().stream().map(it -> apart.contains(it.file())).toList();
  }

  private String description(SummaryKey key, List<HistorySeries> series) {
    List<String> words = new ArrayList<>();
    for (HistorySeries each : series) {
      List<String> values = new ArrayList<>();
      for (SummaryMetric point : each.points()) {
        Double value = point == null ? null : point.value();
        values.add(value == null ? "none" : Figures.withUnit(key, value));
      }
      words.add(each.backendName() + ": " + String.join(", ", values) + ".");
    }
    return String.join(" ", words);
  }

  private Grid table(SummaryKey key, List<HistorySeries> series) {
    List<String> columns = new ArrayList<>(List.of("Result"));
    series.forEach(it -> columns.add(it.backendName()));
    List<List<String>> rows = new ArrayList<>();
    for (int index = 0; index < history.entries().size(); index++) {
      HistoryEntry entry = history.entries().get(index);
      List<String> row = new ArrayList<>(List.of(names.name(entry.file())));
      for (HistorySeries each : series) {
        row.add(cell(key, each.points().get(index)) + step(each, entry.file()));
      }
      rows.add(row);
    }
    return new Grid(title(key), columns, rows);
  }

  private static String cell(SummaryKey key, @Nullable SummaryMetric metric) {
    Double value = metric == null ? null : metric.value();
    if (metric == null || value == null) {
      return ResultsTables.NONE;
    }
    return Figures.withUnit(key, value) + ResultsTables.interval(key, metric);
  }

  private static String step(HistorySeries series, String file) {
    return series.steps().stream()
        .filter(it -> it.to().equals(file))
        .map(HistoryFigures::step)
        .findFirst()
        .orElse("");
  }

  private static String step(HistoryStep step) {
    LogRatio worse = step.worse();
    return switch (step.kind()) {
      case BETTER, WORSE ->
          worse == null
              ? ""
              : ", "
                  + step.kind().text()
                  + " by "
                  + HistorySentences.amount(Math.abs(worse.estimate()));
      case NO_CHANGE -> "";
      case TOO_FEW, NOT_COMPARABLE, NO_RATIO -> ", " + step.kind().text();
    };
  }

  private static String title(SummaryKey key) {
    String unit = Figures.unit(key).strip();
    return ResultsTables.label(key) + (unit.isEmpty() ? "" : " (" + unit + ")");
  }
}
