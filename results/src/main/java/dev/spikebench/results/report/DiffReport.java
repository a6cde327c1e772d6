package dev.spikebench.results.report;

import dev.spikebench.results.diff.ReferencedRatio;
import dev.spikebench.results.diff.ResultDiff;
import dev.spikebench.results.diff.ResultDiff.Row;
import dev.spikebench.results.model.Direction;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.model.SummaryMetric;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Two stored results side by side, for a terminal or a Markdown page. Stateless.
public final class DiffReport {

  private DiffReport() {}

  /// The table, and what can be said of it or why nothing can.
  public static String render(ResultDiff diff) {
    return AlignedTables.align(
        Templates.markdown(
            "diff.ftlm",
            Map.of(
                "obstacles", diff.obstacles(),
                "rows", diff.rows().stream().map(DiffReport::row).toList(),
                "apart", diff.apart(),
                "judged", diff.judged().stream().map(DiffReport::judged).toList())));
  }

  private static List<String> row(Row row) {
    Double first = row.first().value();
    Double second = row.second().value();
    String change =
        first != null && second != null && first != 0
            ? Figures.delta(first, second)
            : ResultsTables.NONE;
    return List.of(
        row.backendId(),
        ResultsTables.label(row.key()),
        cell(row.key(), row.first()),
        cell(row.key(), row.second()),
        change,
        intervals(row));
  }

  private static String intervals(Row row) {
    if (row.first().low() == null || row.second().low() == null) {
      return ResultsTables.NONE;
    }
    return row.apart() ? "apart" : "overlap";
  }

  private static String cell(SummaryKey key, SummaryMetric metric) {
    Double value = metric.value();
    Double low = metric.low();
    Double high = metric.high();
    if (value == null) {
      return ResultsTables.NONE;
    }
    String text = Figures.withUnit(key, value);
    return low == null || high == null
        ? text
        : "%s (%s to %s)".formatted(text, Figures.plain(key, low), Figures.plain(key, high));
  }

  private static List<String> judged(ReferencedRatio ratio) {
    double estimate = own(ratio, ratio.change().ratio());
    String interval =
        ratio.change().low().isEmpty() || ratio.change().high().isEmpty()
            ? " (too few iterations for an interval)"
            : interval(ratio);
    return List.of(
        ratio.backendId(),
        ratio.metric().id(),
        percent(estimate) + interval,
        ratio.worse() ? "warning: worse" : ratio.change().differs() ? "better" : "cannot tell");
  }

  private static String interval(ReferencedRatio ratio) {
    double one = own(ratio, ratio.change().low().orElseThrow());
    double other = own(ratio, ratio.change().high().orElseThrow());
    return " (%s to %s)".formatted(percent(Math.min(one, other)), percent(Math.max(one, other)));
  }

  /// The metric's own change: fewer events a second are less.
  private static double own(ReferencedRatio ratio, double worse) {
    boolean lower = ratio.metric().direction() == Direction.LOWER_IS_BETTER;
    return (lower ? worse : 1 / worse) - 1;
  }

  private static String percent(double change) {
    return String.format(Locale.ROOT, "%+.1f%%", change * 100);
  }
}
