package dev.spikebench.results.report;

import dev.spikebench.results.gate.GateText;
import dev.spikebench.results.model.GateComparison;
import dev.spikebench.results.model.GateDesign;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateRule;
import dev.spikebench.results.model.GateVerdict;
import dev.spikebench.results.selftest.SelftestResults;
import dev.spikebench.results.selftest.SelftestTally;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// What the report of a self-test prints, as finished text.
///
/// @param measured what was measured, where and when, in sentences
/// @param columns heads of the table
/// @param rows one a change
/// @param guarded the smallest change that is guarded, a sentence a metric that decides
/// @param verdict whether the gate does here what it promises
public record SelftestView(
    String measured,
    List<String> columns,
    List<List<String>> rows,
    List<String> guarded,
    String verdict) {

  private static final int COMMIT_LENGTH = 12;
  private static final String NONE = "-";
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  static SelftestView of(SelftestResults results) {
    SelftestTally tally = new SelftestTally(results.sessions());
    return new SelftestView(
        measured(results, tally),
        columns(tally),
        tally.changes().stream().map(it -> row(tally, it)).toList(),
        tally.gating().stream().flatMap(it -> guarded(tally, it).stream()).toList(),
        verdict(tally));
  }

  private static String measured(SelftestResults results, SelftestTally tally) {
    GateDesign design = results.design();
    return "%s sessions of %s%s against itself, %s to %s UTC, on %s (%s logical processors, kernel %s). Each took the baseline, the candidate and the control through at most %s launch epochs of %s paced and %s saturated slices of %s ms; tolerances %s.%s"
        .formatted(
            results.sessions().size(),
            results.backendId(),
            commit(results),
            MINUTE.format(results.sessions().getFirst().startedAt()),
            MINUTE.format(end(results)),
            results.environment().hardware().cpuModel().orElse("an unknown processor"),
            logicalCpus(results),
            results.environment().os().kernel().orElse("unknown"),
            design.looks().getLast(),
            design.pacedSlices(),
            design.saturatedSlices(),
            design.sliceNs() / 1_000_000,
            tolerances(design),
            pressure(tally));
  }

  private static String commit(SelftestResults results) {
    String revision = results.revision();
    return revision == null
        ? ""
        : " (commit " + revision.substring(0, Math.min(COMMIT_LENGTH, revision.length())) + ")";
  }

  private static Instant end(SelftestResults results) {
    return results.sessions().getLast().finishedAt();
  }

  private static String logicalCpus(SelftestResults results) {
    Double count = results.environment().hardware().logicalCpus().value();
    return count == null ? "an unknown number of" : Long.toString(Math.round(count));
  }

  private static String tolerances(GateDesign design) {
    return design.gating().stream().map(SelftestView::tolerance).collect(Collectors.joining(", "));
  }

  private static String tolerance(GateRule rule) {
    return rule.metric().label()
        + " "
        + GateText.percent(rule.tolerance())
        + (rule.absoluteFloor() > 0
            ? " and at least " + GateText.value(rule.metric(), rule.absoluteFloor())
            : "");
  }

  private static String pressure(SelftestTally tally) {
    OptionalDouble greatest = tally.greatestPressure();
    return greatest.isEmpty()
        ? ""
        : " Threads waited for a processor in %s of the time in the worst session."
            .formatted(GateText.percent(Math.rint(greatest.getAsDouble() * 100) / 100));
  }

  private static List<String> columns(SelftestTally tally) {
    List<String> columns = new ArrayList<>(List.of("Candidate", "Sessions"));
    verdicts(tally).forEach(it -> columns.add(it.title()));
    tally.gating().forEach(it -> columns.add("Seen: " + it.metric().label()));
    columns.add("A session took");
    return columns;
  }

  /// The three verdicts of a session that went well, and what else there was.
  private static List<GateVerdict> verdicts(SelftestTally tally) {
    List<GateVerdict> verdicts = new ArrayList<>();
    for (GateVerdict verdict : GateVerdict.values()) {
      boolean usual =
          switch (verdict) {
            case PASS, REGRESSED, INCONCLUSIVE -> true;
            case NOT_COMPARABLE, RUN_FAILED -> false;
          };
      if (usual || tally.sessions().stream().anyMatch(it -> it.verdict() == verdict)) {
        verdicts.add(verdict);
      }
    }
    return verdicts;
  }

  private static List<String> row(SelftestTally tally, double change) {
    List<String> row = new ArrayList<>();
    row.add(change == 0 ? "the same artifact" : "+" + GateText.percent(change) + " CPU work");
    row.add(Integer.toString(tally.of(change).size()));
    verdicts(tally).forEach(it -> row.add(Long.toString(tally.count(change, it))));
    for (GateComparison rule : tally.gating()) {
      row.add(seen(tally, change, rule.metric()));
    }
    row.add(GateText.span(tally.typicalLength(change)));
    return row;
  }

  private static String seen(SelftestTally tally, double change, GateMetric metric) {
    OptionalDouble ratio = tally.seenRatio(change, metric);
    return ratio.isEmpty() ? NONE : GateText.change(metric, ratio.getAsDouble());
  }

  private static List<String> guarded(SelftestTally tally, GateComparison rule) {
    OptionalDouble ratio = tally.guardedRatio(rule);
    return ratio.isEmpty()
        ? List.of()
        : List.of(
            "%s: the smallest change that is guarded here is %s (found four times in five; tolerance %s)."
                .formatted(
                    rule.metric().label(),
                    GateText.worse(ratio.getAsDouble()),
                    GateText.percent(rule.tolerance())));
  }

  private static String verdict(SelftestTally tally) {
    if (tally.kept()) {
      return tally.enough()
          ? "The gate does what it promises here."
          : "Nothing speaks against the gate here so far; it takes %s sessions of the same artifact and %s with the greatest change to show that it does what it promises."
              .formatted(SelftestTally.ENOUGH_ALIKE, SelftestTally.ENOUGH_CHANGED);
    }
    return "The gate does not do here what it promises: look for what else runs, or measure longer"
        + " (--looks, --slices).";
  }
}
