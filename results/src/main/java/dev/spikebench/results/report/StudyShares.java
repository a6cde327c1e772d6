package dev.spikebench.results.report;

import dev.spikebench.results.design.Factor;
import dev.spikebench.results.model.StudyFactor;
import dev.spikebench.results.report.StudyView.Grid;
import dev.spikebench.results.report.chart.ShareChart;
import dev.spikebench.results.stats.Interval;
import dev.spikebench.results.stats.variation.DroppedLevel;
import dev.spikebench.results.stats.variation.DroppedRound;
import dev.spikebench.results.stats.variation.Share;
import dev.spikebench.results.stats.variation.Variation;
import dev.spikebench.results.study.StudyData;
import dev.spikebench.results.study.StudyMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How much of the variation each factor and interaction explains, always beside the levels that it
/// was computed over.
final class StudyShares {

  private static final List<StudyMetric> METRICS =
      List.of(StudyMetric.THROUGHPUT, StudyMetric.LATENCY_P99);

  private final StudyWords words;
  private final Map<StudyMetric, Variation> variations = new EnumMap<>(StudyMetric.class);

  StudyShares(StudyData data) {
    words = new StudyWords(data);
    for (StudyMetric metric : METRICS) {
      variations.put(
          metric,
          Variation.of(
              data.design(), data.observations(metric), data.results().design().confidence()));
    }
  }

  /// What explains a metric; empty where that cannot be said.
  Optional<Variation.Explained> explained(StudyMetric metric) {
    return variations.get(metric) instanceof Variation.Explained explained
        ? Optional.of(explained)
        : Optional.empty();
  }

  /// One table a metric.
  List<Grid> tables() {
    List<Grid> tables = new ArrayList<>();
    for (StudyMetric metric : METRICS) {
      explained(metric)
          .ifPresent(
              it ->
                  tables.add(
                      new Grid(
                          "Variation of " + metric.label() + ", on a log scale",
                          List.of("Source", "Share", "Interval"),
                          sorted(it).stream().map(this::row).toList())));
    }
    return tables;
  }

  /// The same as drawings.
  List<ShareChart> charts() {
    List<ShareChart> charts = new ArrayList<>();
    for (StudyMetric metric : METRICS) {
      explained(metric).ifPresent(it -> charts.add(chart(metric, it)));
    }
    return charts;
  }

  /// Over which levels, what was left out, and what cannot be said at all.
  List<String> notes() {
    Set<String> notes = new LinkedHashSet<>();
    for (StudyMetric metric : METRICS) {
      notes.addAll(notes(metric));
    }
    return List.copyOf(notes);
  }

  private List<String> notes(StudyMetric metric) {
    List<String> notes = new ArrayList<>();
    Variation variation = variations.get(metric);
    switch (variation) {
      case Variation.Explained explained -> {
        notes.add("Computed over these levels alone: " + levels(explained) + ".");
        dropped(explained.droppedLevels(), explained.droppedRounds(), notes);
      }
      case Variation.Unbalanced unbalanced -> {
        notes.add(
            "Nothing is said of what explains the "
                + metric.label()
                + ": no round has every combination, and shares of unbalanced data depend on the"
                + " order in which factors are entered.");
        dropped(unbalanced.droppedLevels(), List.of(), notes);
      }
      case Variation.NothingVaries nothing ->
          notes.add("The " + metric.label() + " does not vary between the levels measured.");
      case Variation.NoObservations none ->
          notes.add("The " + metric.label() + " was not measured.");
      case null -> throw new IllegalStateException("no variation of " + metric);
    }
    return notes;
  }

  private void dropped(List<DroppedLevel> levels, List<DroppedRound> rounds, List<String> notes) {
    for (DroppedLevel level : levels) {
      notes.add(
          "Left out, since nothing was measured at it: "
              + words.level(level.factor(), level.level())
              + ".");
    }
    for (DroppedRound round : rounds) {
      notes.add(
          "Round %d is left out: it lacks %s of the combinations."
              .formatted(round.round(), Figures.count(round.missing().size())));
    }
  }

  private String levels(Variation.Explained explained) {
    return explained.design().factors().stream()
        .map(it -> StudyWords.factor(it.name()) + " " + levels(it))
        .collect(Collectors.joining("; "));
  }

  private String levels(Factor factor) {
    boolean named = factor.name().equals(StudyFactor.BACKEND);
    return factor.levels().stream()
        .map(it -> named ? words.backend(it) : it)
        .collect(Collectors.joining(", "));
  }

  private static List<Share> sorted(Variation.Explained explained) {
    return explained.shares().stream()
        .sorted(Comparator.comparingDouble(Share::share).reversed())
        .toList();
  }

  private List<String> row(Share share) {
    return List.of(source(share), percent(share.share()), interval(share.interval()));
  }

  private ShareChart chart(StudyMetric metric, Variation.Explained explained) {
    List<ShareChart.Series> series = new ArrayList<>();
    List<String> description = new ArrayList<>();
    for (Share share : sorted(explained)) {
      Interval.Bounded bounded = share.interval() instanceof Interval.Bounded it ? it : null;
      String label = source(share) + ": " + percent(share.share());
      series.add(new ShareChart.Series(label, share.share(), low(bounded), high(bounded)));
      description.add(label + ", interval " + interval(share.interval()));
    }
    return ShareChart.of(
        "shares-" + metric.name().toLowerCase(Locale.ROOT),
        "What explains the variation of " + metric.label() + " (% of its log scale)",
        String.join(". ", description) + ". Levels: " + levels(explained) + ".",
        series);
  }

  private static @Nullable Double low(Interval.@Nullable Bounded bounded) {
    return bounded == null ? null : (Double) bounded.low();
  }

  private static @Nullable Double high(Interval.@Nullable Bounded bounded) {
    return bounded == null ? null : (Double) bounded.high();
  }

  private static String source(Share share) {
    return switch (share.kind()) {
      case MAIN_EFFECT, TWO_WAY_INTERACTION -> StudyWords.factors(share.factors());
      case HIGHER_INTERACTIONS -> "interactions of three factors and more";
      case ROUNDS -> "rounds (drift of the machine)";
      case RESIDUAL -> "what repeats of a combination differ by";
    };
  }

  static String percent(double share) {
    return Figures.trimmed(share * 100, 1) + "%";
  }

  private static String interval(Interval interval) {
    return switch (interval) {
      case Interval.Bounded bounded -> percent(bounded.low()) + " to " + percent(bounded.high());
      case Interval.TooFewSamples few -> "none from " + few.n() + " of " + few.needed() + " rounds";
    };
  }
}
