package dev.spikebench.results.history;

import dev.spikebench.results.model.ArtifactKind;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.Direction;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.model.SummaryMetric;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.unpaired.RankSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Results in the order of time, and where their figures moved. Pure.
///
/// Two results that follow each other are compared by their iterations: the Hodges–Lehmann estimate
/// of the shift between the logarithms with its exact interval (see [RankSum]), the error split
/// over all steps of the history. A figure has *changed* where the interval leaves out 1 and the
/// estimate reaches the tolerance. Sessions on one machine differ by more than their iterations
/// show, so a change is a reason to measure both commits in one session, not a verdict.
///
/// @param entries the results, the earliest first
/// @param series the figures, by backend and in the order of the report's table
/// @param confidence confidence of all intervals of steps together
public record History(List<HistoryEntry> entries, List<HistorySeries> series, double confidence) {

  /// From which ratio on a difference counts as a change.
  public static final double TOLERANCE = 0.05;

  private static final double CONFIDENCE = 0.95;

  /// Keeps unmodifiable copies.
  public History {
    entries = List.copyOf(entries);
    series = List.copyOf(series);
  }

  /// The history of these results, in any order.
  public static History of(List<HistoryEntry> results) {
    List<HistoryEntry> entries =
        results.stream()
            .sorted(
                Comparator.comparing((HistoryEntry it) -> it.results().run().startedAt())
                    .thenComparing(HistoryEntry::file))
            .toList();
    Map<String, String> names = new LinkedHashMap<>();
    entries.forEach(
        entry -> entry.results().backends().forEach(it -> names.put(it.id(), it.name())));
    List<Draft> drafts = new ArrayList<>();
    names.forEach(
        (id, name) -> {
          for (SummaryKey key : SummaryKey.values()) {
            drafts.add(new Draft(id, name, key, points(entries, id, key)));
          }
        });
    drafts.removeIf(it -> it.points().stream().allMatch(point -> point == null));
    int compared = Math.max(1, drafts.stream().mapToInt(Draft::pairs).sum());
    Confidence confidence = Confidence.of(CONFIDENCE).among(compared);
    return new History(
        entries, drafts.stream().map(it -> series(entries, it, confidence)).toList(), CONFIDENCE);
  }

  /// The same with some series alone; what was compared, and how surely, stays as it was.
  ///
  /// @param backends ids of backends; all where empty
  /// @param metrics keys of figures; all where empty
  /// @throws IllegalArgumentException naming what the history does not have, with what it has
  public History only(List<String> backends, List<String> metrics) {
    check("backend", backends, series.stream().map(HistorySeries::backendId).distinct().toList());
    check("metric", metrics, series.stream().map(it -> it.key().key()).distinct().toList());
    return new History(
        entries,
        series.stream()
            .filter(it -> backends.isEmpty() || backends.contains(it.backendId()))
            .filter(it -> metrics.isEmpty() || metrics.contains(it.key().key()))
            .toList(),
        confidence);
  }

  private static void check(String what, List<String> wanted, List<String> known) {
    for (String each : wanted) {
      if (!known.contains(each)) {
        throw new IllegalArgumentException(
            "the results have no %s '%s', but %s".formatted(what, each, String.join(", ", known)));
      }
    }
  }

  /// Whether the figures of two results may be laid side by side at all.
  public static boolean comparable(HistoryEntry before, HistoryEntry after) {
    return Comparability.obstacles(before.results(), after.results()).isEmpty();
  }

  private record Draft(
      String backendId, String name, SummaryKey key, List<@Nullable SummaryMetric> points) {

    int pairs() {
      return (int) Math.max(0, points.stream().filter(it -> it != null).count() - 1);
    }
  }

  private static List<@Nullable SummaryMetric> points(
      List<HistoryEntry> entries, String id, SummaryKey key) {
    List<@Nullable SummaryMetric> points = new ArrayList<>();
    for (HistoryEntry entry : entries) {
      BackendSummary backend = backend(entry, id);
      SummaryMetric metric = backend == null || !backend.valid() ? null : backend.metric(key);
      points.add(metric == null || metric.value() == null ? null : metric);
    }
    return Collections.unmodifiableList(points);
  }

  private static @Nullable BackendSummary backend(HistoryEntry entry, String id) {
    return entry.results().backends().stream()
        .filter(it -> it.id().equals(id))
        .findFirst()
        .orElse(null);
  }

  private static HistorySeries series(
      List<HistoryEntry> entries, Draft draft, Confidence confidence) {
    List<HistoryStep> steps = new ArrayList<>();
    HistoryEntry before = null;
    for (int index = 0; index < entries.size(); index++) {
      if (draft.points().get(index) == null) {
        continue;
      }
      HistoryEntry after = entries.get(index);
      if (before != null) {
        steps.add(step(before, after, draft, confidence));
      }
      before = after;
    }
    return new HistorySeries(
        draft.backendId(), draft.name(), draft.key(), draft.points(), List.copyOf(steps));
  }

  private static HistoryStep step(
      HistoryEntry before, HistoryEntry after, Draft draft, Confidence confidence) {
    Boolean sameArtifact = sameArtifact(before, after, draft.backendId());
    List<String> obstacles =
        new ArrayList<>(Comparability.obstacles(before.results(), after.results()));
    anotherKind(before, after, draft.backendId()).ifPresent(obstacles::add);
    if (!obstacles.isEmpty()) {
      return new HistoryStep(
          before.file(),
          after.file(),
          HistoryStep.Kind.NOT_COMPARABLE,
          null,
          sameArtifact,
          obstacles);
    }
    double[] from = before.samples().of(draft.backendId(), draft.key());
    double[] to = after.samples().of(draft.backendId(), draft.key());
    if (hasZero(from) || hasZero(to)) {
      boolean same = allZero(from) && allZero(to);
      return new HistoryStep(
          before.file(),
          after.file(),
          same ? HistoryStep.Kind.NO_CHANGE : HistoryStep.Kind.NO_RATIO,
          null,
          sameArtifact,
          List.of());
    }
    boolean up = draft.key().direction() == Direction.HIGHER_IS_BETTER;
    LogRatio ratio = RankSum.of(logs(to), logs(from), confidence);
    LogRatio worse = up ? ratio.inverse() : ratio;
    return new HistoryStep(
        before.file(), after.file(), kind(worse), worse, sameArtifact, List.of());
  }

  private static Optional<String> anotherKind(
      HistoryEntry before, HistoryEntry after, String backendId) {
    BackendSummary first = backend(before, backendId);
    BackendSummary second = backend(after, backendId);
    return first == null || second == null
        ? Optional.empty()
        : ArtifactKind.difference(first, second);
  }

  private static boolean hasZero(double[] values) {
    return Arrays.stream(values).anyMatch(it -> it <= 0);
  }

  private static boolean allZero(double[] values) {
    return Arrays.stream(values).allMatch(it -> it == 0);
  }

  private static HistoryStep.Kind kind(LogRatio worse) {
    if (worse.low().isEmpty()) {
      return HistoryStep.Kind.TOO_FEW;
    }
    if (!worse.differs() || Math.abs(worse.estimate()) < Math.log1p(TOLERANCE)) {
      return HistoryStep.Kind.NO_CHANGE;
    }
    return worse.estimate() > 0 ? HistoryStep.Kind.WORSE : HistoryStep.Kind.BETTER;
  }

  private static double[] logs(double[] values) {
    return Arrays.stream(values).map(Math::log).toArray();
  }

  private static @Nullable Boolean sameArtifact(
      HistoryEntry before, HistoryEntry after, String id) {
    String first = artifact(before, id);
    String second = artifact(after, id);
    if (first == null || second == null) {
      return null;
    }
    return first.equals(second);
  }

  private static @Nullable String artifact(HistoryEntry entry, String id) {
    BackendSummary backend = backend(entry, id);
    Fact hash = backend == null ? null : backend.artifactSha256();
    return hash == null ? null : hash.value();
  }
}
