package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.model.StudyCell;
import dev.spikebench.results.model.StudyFactor;
import dev.spikebench.results.model.StudyResults;
import dev.spikebench.results.model.WorkloadParameters;
import dev.spikebench.results.report.ReportView.Entry;
import dev.spikebench.results.report.ReportView.Validity;
import dev.spikebench.results.report.StudyView.Grid;
import dev.spikebench.results.study.StudyData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns a study into the texts that its report prints.
final class StudyViews {

  private final StudyResults results;
  private final StudyData data;
  private final String rawDataLink;

  private StudyViews(StudyResults results, String rawDataLink) {
    this.results = results;
    this.rawDataLink = rawDataLink;
    this.data = new StudyData(results);
  }

  /// @param rawDataLink link to the result file, relative to the report
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  static StudyView of(StudyResults results, String rawDataLink) {
    return new StudyViews(results, rawDataLink).view();
  }

  private StudyView view() {
    StudyShares shares = new StudyShares(data);
    StudyAnswer answer = new StudyAnswer(data, shares);
    List<Grid> ratios = new StudyRatioTables(data).all();
    StudyFigures figures = new StudyFigures(data);
    return new StudyView(
        "Study: what the language explains, and what the design",
        results.tool().name() + " " + results.tool().version(),
        results.run().id(),
        results.run().startedAt().toString(),
        validity(),
        ratioNotes(ratios),
        ratios,
        shares.tables(),
        shares.notes(),
        shares.charts(),
        answer.paragraph(),
        answer.claims(),
        answer.notes(),
        figures.combinations(),
        caveats(),
        gaps(),
        design(),
        Particulars.environment(results.environment()),
        rawDataLink,
        figures.measurements(),
        Reproduction.lines(results.run()));
  }

  private Validity validity() {
    long valid = results.cells().stream().filter(it -> it.measurement().valid()).count();
    String counts =
        "%s of %s measurements are valid."
            .formatted(Figures.count(valid), Figures.count(results.cells().size()));
    if (valid == 0) {
      return new Validity("invalid", "Invalid", "No figure may be used: " + counts);
    }
    boolean whole =
        valid == results.cells().size()
            && results.run().status() == RunStatus.COMPLETE
            && gaps().isEmpty();
    return whole
        ? new Validity("valid", "Valid", counts)
        : new Validity("warning", "Valid, with warnings", counts + " See the caveats.");
  }

  private List<String> ratioNotes(List<Grid> ratios) {
    String confidence = Figures.confidence(results.design().confidence());
    List<String> notes = new ArrayList<>();
    notes.add(
        "A ratio compares two combinations that differ in one factor, pair by pair within the"
            + " rounds: Hodges-Lehmann with the exact Wilcoxon interval at "
            + confidence
            + ". Throughput above 1 times is better, p99 latency below 1.");
    long intervals =
        ratios.stream()
            .flatMap(it -> it.rows().stream())
            .flatMap(it -> it.stream().skip(1))
            .filter(StudyWords::hasInterval)
            .count();
    if (intervals > 0) {
      double missed = (double) intervals * (1 - results.design().confidence());
      notes.add(
          "Each interval stands for itself: of %s intervals at %s about %s may miss their truth."
              .formatted(
                  Figures.count(intervals),
                  confidence,
                  Figures.count(Math.max(1, Math.round(missed)))));
    }
    return notes;
  }

  private List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    for (BackendFacts backend : results.backends()) {
      String reason = backend.unavailableReason();
      if (reason != null) {
        gaps.add(backend.name() + " is missing, because " + reason + ".");
      } else if (!backend.measurable()) {
        gaps.add(
            "%s is missing, because it passed %d of %d parity cases: what behaves differently cannot be compared by speed."
                .formatted(backend.name(), backend.parity().passed(), backend.parity().total()));
      }
    }
    return gaps;
  }

  private List<String> caveats() {
    List<String> caveats = new ArrayList<>(gaps());
    caveats.addAll(results.run().warnings());
    caveats.addAll(results.environment().disturbances());
    if (results.run().status() != RunStatus.COMPLETE) {
      caveats.add("The study is not complete: rounds are missing.");
    }
    for (BackendFacts backend : results.backends()) {
      String warning = RawShares.warning(backend.name(), backend.rawRates());
      if (warning != null) {
        caveats.add(warning);
      }
    }
    caveats.addAll(settingsThatDiffer());
    long invalid = results.cells().stream().filter(it -> !it.measurement().valid()).count();
    if (invalid > 0) {
      caveats.add(
          Figures.count(invalid)
              + " measurements do not count; the table of all measurements says why.");
    }
    caveats.add(
        "Short measurements of fresh processes: a runtime that compiles while it runs is still"
            + " warming up in them. The load generator runs on the same machine.");
    return caveats;
  }

  private List<String> settingsThatDiffer() {
    return settings().differences(Set.of(DatabaseSettings.Setting.SYNCHRONOUS));
  }

  private DatabaseSettings settings() {
    Map<String, String> names = new LinkedHashMap<>();
    results.backends().forEach(it -> names.put(it.id(), it.name()));
    return new DatabaseSettings(
        names, results.cells().stream().map(StudyCell::measurement).toList());
  }

  /// What each backend makes of what its binding could do, one entry a backend.
  private List<Entry> tuning() {
    List<Entry> entries = new ArrayList<>();
    for (BackendFacts backend : results.backends()) {
      String sentence = RawShares.sentence(backend.rawRates());
      if (sentence != null) {
        entries.add(new Entry("raw rate of " + backend.name(), sentence));
      }
    }
    return entries;
  }

  /// What each backend ran with, one entry a backend.
  private List<Entry> databases() {
    List<String> cells = settings().cells();
    List<Entry> entries = new ArrayList<>();
    for (int index = 0; index < cells.size(); index++) {
      entries.add(new Entry("SQLite of " + results.backends().get(index).name(), cells.get(index)));
    }
    return entries;
  }

  private List<Entry> design() {
    List<Entry> entries = new ArrayList<>();
    for (StudyFactor factor : results.design().factors()) {
      entries.add(new Entry(StudyWords.factor(factor.name()), String.join(", ", factor.levels())));
    }
    entries.add(new Entry("rounds planned", Figures.count(results.design().roundsPlanned())));
    entries.add(new Entry("order", results.design().order()));
    if (!results.workloads().isEmpty()) {
      WorkloadParameters workload = results.workloads().getFirst();
      entries.add(
          new Entry(
              "each measurement",
              "%s events in batches of %s over %s connections in a %s loop, after %s warm-up events, in a fresh process on an empty database"
                  .formatted(
                      Figures.count(workload.events()),
                      Figures.count(workload.batchSize()),
                      Figures.count(workload.concurrency()),
                      workload.loop(),
                      Figures.count(workload.warmupEvents()))));
    }
    entries.addAll(databases());
    entries.addAll(tuning());
    entries.add(new Entry("latency from", results.design().latencyFrom() + " time"));
    return entries;
  }
}
