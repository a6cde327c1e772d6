package dev.spikebench.results.report;

import dev.spikebench.results.history.History;
import dev.spikebench.results.history.HistoryEntry;
import dev.spikebench.results.history.HistorySeries;
import dev.spikebench.results.history.HistoryStep;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.SourceState;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.model.SummaryMetric;
import dev.spikebench.results.report.StudyView.Grid;
import dev.spikebench.results.report.chart.HistoryChart;
import dev.spikebench.results.stats.LogRatio;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns a history into the texts that its report prints.
final class HistoryViews {

  private static final int COMMIT_LENGTH = 7;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final History history;
  private final Map<String, HistoryEntry> byFile = new LinkedHashMap<>();

  private HistoryViews(History history) {
    this.history = history;
    history.entries().forEach(it -> byFile.put(it.file(), it));
  }

  static HistoryView of(History history, List<String> leftOut) {
    return new HistoryViews(history).view(leftOut);
  }

  private HistoryView view(List<String> leftOut) {
    List<HistoryStep> steps = history.series().stream().flatMap(it -> it.steps().stream()).toList();
    long worse = steps.stream().filter(it -> it.kind() == HistoryStep.Kind.WORSE).count();
    long better = steps.stream().filter(it -> it.kind() == HistoryStep.Kind.BETTER).count();
    return new HistoryView(
        "History of " + counted(history.entries().size(), "result"),
        headline(steps, worse, better),
        worse > 0 ? "warning" : "valid",
        changes(),
        obstacles(),
        notes(steps),
        results(),
        figures(),
        leftOut);
  }

  private static String headline(List<HistoryStep> steps, long worse, long better) {
    long compared =
        steps.stream().filter(it -> it.kind() != HistoryStep.Kind.NOT_COMPARABLE).count();
    if (steps.isEmpty()) {
      return "Nothing to compare: no figure stands in two results";
    }
    if (compared == 0) {
      return "Nothing is comparable";
    }
    return worse + better == 0
        ? "No change seen in " + counted(compared, "step")
        : "%s worse, %s better, of %s"
            .formatted(Figures.count(worse), Figures.count(better), counted(compared, "step"));
  }

  private static String counted(long number, String what) {
    return Figures.count(number) + " " + what + (number == 1 ? "" : "s");
  }

  private List<String> changes() {
    List<String> sentences = new ArrayList<>();
    for (HistorySeries series : history.series()) {
      for (HistoryStep step : series.steps()) {
        LogRatio worse = step.worse();
        if (step.changed() && worse != null) {
          sentences.add(
              "%s of %s got %s by %s (interval %s to %s) between %s and %s.%s"
                  .formatted(
                      ResultsTables.label(series.key()),
                      series.backendName(),
                      step.kind().text(),
                      amount(Math.abs(worse.estimate())),
                      signed(worse.low().orElse(1)),
                      signed(worse.high().orElse(1)),
                      name(step.from()),
                      name(step.to()),
                      Boolean.TRUE.equals(step.sameArtifact())
                          ? " Both ran the same artifact: the machine moved, not the code."
                          : ""));
        }
      }
    }
    return sentences;
  }

  /// A logarithm of a ratio as percent of what it was before.
  private static String amount(double logRatio) {
    return Figures.significant(Math.expm1(logRatio) * 100) + "%";
  }

  private static String signed(double ratio) {
    String text = Figures.significant((ratio - 1) * 100) + "%";
    return ratio > 1 ? "+" + text : text;
  }

  private List<String> obstacles() {
    Map<String, Set<String>> byPair = new LinkedHashMap<>();
    for (HistorySeries series : history.series()) {
      for (HistoryStep step : series.steps()) {
        if (!step.obstacles().isEmpty()) {
          byPair
              .computeIfAbsent(
                  name(step.to()) + " cannot be compared with " + name(step.from()),
                  pair -> new LinkedHashSet<>())
              .addAll(step.obstacles());
        }
      }
    }
    List<String> sentences = new ArrayList<>();
    byPair.forEach((pair, what) -> sentences.add(pair + ": " + String.join(", ", what) + "."));
    return sentences;
  }

  private List<String> notes(List<HistoryStep> steps) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "A figure changed where the %s interval of its ratio leaves out 1 and the estimate reaches"
                .formatted(Figures.confidence(history.confidence()))
            + " %s; the error is split over all steps. Above 0%% is worse."
                .formatted(Figures.percent(History.TOLERANCE)));
    if (steps.stream().anyMatch(HistoryStep::changed)) {
      notes.add(
          "Runs on different days differ by more than their iterations show: before you blame a"
              + " commit, measure both in one session with `spikebench gate --baseline git:OLD"
              + " --candidate git:NEW`.");
    }
    return notes;
  }

  private Grid results() {
    List<List<String>> rows = new ArrayList<>();
    for (HistoryEntry entry : history.entries()) {
      rows.add(
          List.of(
              MINUTE.format(entry.results().run().startedAt()),
              commit(entry),
              entry.results().workload().id(),
              entry.results().design().protocol(),
              Figures.count(entry.results().iterations().size()),
              String.join(
                  ", ", entry.results().backends().stream().map(BackendSummary::name).toList()),
              entry.results().environment().fingerprint().sha256().substring(0, 8),
              entry.file()));
    }
    return new Grid(
        "The results, the earliest first",
        List.of(
            "Begun (UTC)",
            "Commit",
            "Workload",
            "Protocol",
            "Iterations",
            "Backends",
            "Machine",
            "File"),
        rows);
  }

  private List<HistoryView.Figure> figures() {
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
        history.entries().stream().map(HistoryViews::place).toList(),
        broken(),
        series.stream()
            .map(
                it ->
                    new HistoryChart.Series(
                        it.backendName(), it.points().stream().map(p -> point(key, p)).toList()))
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
      List<String> row = new ArrayList<>(List.of(name(entry.file())));
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
        .map(HistoryViews::step)
        .findFirst()
        .orElse("");
  }

  private static String step(HistoryStep step) {
    LogRatio worse = step.worse();
    return switch (step.kind()) {
      case BETTER, WORSE ->
          worse == null
              ? ""
              : ", " + step.kind().text() + " by " + amount(Math.abs(worse.estimate()));
      case NO_CHANGE -> "";
      case TOO_FEW, NOT_COMPARABLE, NO_RATIO -> ", " + step.kind().text();
    };
  }

  private String name(String file) {
    HistoryEntry entry = byFile.get(file);
    return entry == null
        ? file
        : MINUTE.format(entry.results().run().startedAt()) + " (" + commit(entry) + ")";
  }

  private static String place(HistoryEntry entry) {
    return DAY.format(entry.results().run().startedAt()) + " " + commit(entry);
  }

  /// The commit in short, with a plus where there were uncommitted changes.
  private static String commit(HistoryEntry entry) {
    SourceState source = entry.results().environment().source();
    String commit = source.commit().value();
    return commit == null
        ? "no commit"
        : commit.substring(0, Math.min(COMMIT_LENGTH, commit.length()))
            + (Boolean.TRUE.equals(source.dirty()) ? "+" : "");
  }

  private static String title(SummaryKey key) {
    String unit = Figures.unit(key).strip();
    return ResultsTables.label(key) + (unit.isEmpty() ? "" : " (" + unit + ")");
  }
}
