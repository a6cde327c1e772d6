package dev.spikebench.results.diff;

import dev.spikebench.results.model.ArtifactKind;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.model.SummaryMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Two comparisons of other days side by side. They were not measured in turns, so drift of the
/// machine between them looks like a change of the backend; the only thing that tells the two apart
/// is a reference that both have measured.
///
/// @param obstacles why nothing is judged, a sentence each; empty where something is
/// @param rows the figures of both, backend by backend
/// @param judged backends against the reference then and now; empty where there are obstacles
/// @param apart backends that are not judged because the two mean different things by their id, a
///   sentence each
public record ResultDiff(
    List<String> obstacles, List<Row> rows, List<ReferencedRatio> judged, List<String> apart) {

  /// Keeps unmodifiable copies.
  public ResultDiff {
    obstacles = List.copyOf(obstacles);
    rows = List.copyOf(rows);
    judged = List.copyOf(judged);
    apart = List.copyOf(apart);
  }

  /// One figure of one backend in both files.
  ///
  /// @param backendId the backend
  /// @param key the figure
  /// @param first what the first file says
  /// @param second what the second file says
  public record Row(String backendId, SummaryKey key, SummaryMetric first, SummaryMetric second) {

    /// Whether both have an interval, and these have no value in common.
    public boolean apart() {
      Double firstLow = first.low();
      Double firstHigh = first.high();
      Double secondLow = second.low();
      Double secondHigh = second.high();
      return firstLow != null
          && firstHigh != null
          && secondLow != null
          && secondHigh != null
          && (firstHigh < secondLow || secondHigh < firstLow);
    }
  }

  /// Lays two results side by side.
  public static ResultDiff of(BenchmarkResults first, BenchmarkResults second) {
    List<String> obstacles = new ArrayList<>();
    origin(first, second, obstacles);
    machine(first, second, obstacles);
    load(first, second, obstacles);
    Optional<String> reference = reference(first, second);
    if (reference.isEmpty()) {
      obstacles.add(
          "No backend was measured from the same artifact in both: without such a reference a"
              + " change of the machine cannot be told from one of a backend.");
    }
    Map<String, String> apart = apart(first, second);
    List<ReferencedRatio> judged =
        obstacles.isEmpty() && reference.isPresent()
            ? ReferencedRatio.all(first, second, reference.get()).stream()
                .filter(it -> !apart.containsKey(it.backendId()))
                .toList()
            : List.of();
    return new ResultDiff(obstacles, rows(first, second), judged, apart.values().stream().toList());
  }

  private static Map<String, String> apart(BenchmarkResults first, BenchmarkResults second) {
    Map<String, String> apart = new TreeMap<>();
    for (BackendSummary one : first.backends()) {
      second.backends().stream()
          .filter(it -> it.id().equals(one.id()))
          .findFirst()
          .flatMap(other -> ArtifactKind.difference(one, other))
          .ifPresent(it -> apart.put(one.id(), it + "."));
    }
    return apart;
  }

  private static void origin(
      BenchmarkResults first, BenchmarkResults second, List<String> obstacles) {
    if (first.importedFrom() != null || second.importedFrom() != null) {
      obstacles.add("Figures that were imported have no iterations to compare.");
    }
  }

  private static void machine(
      BenchmarkResults first, BenchmarkResults second, List<String> obstacles) {
    Map<String, String> was = first.environment().fingerprint().fields();
    Map<String, String> is = second.environment().fingerprint().fields();
    TreeSet<String> names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    List<String> differing =
        names.stream()
            .filter(it -> !Objects.equals(was.get(it), is.get(it)))
            .map(
                it ->
                    "%s (%s, %s)"
                        .formatted(
                            it, was.getOrDefault(it, "unknown"), is.getOrDefault(it, "unknown")))
            .toList();
    if (!differing.isEmpty()) {
      obstacles.add(
          "They were measured on different machines or systems: "
              + String.join(", ", differing)
              + ".");
    }
  }

  private static void load(
      BenchmarkResults first, BenchmarkResults second, List<String> obstacles) {
    String was = first.workload().definitionSha256();
    String is = second.workload().definitionSha256();
    if (was == null || is == null) {
      obstacles.add("What load was sent is not known of both.");
    } else if (!was.equals(is)) {
      obstacles.add(
          "They were measured with different loads: %s and %s."
              .formatted(first.workload().id(), second.workload().id()));
    }
    if (!first.design().protocol().equals(second.design().protocol())) {
      obstacles.add(
          "They were measured by different protocols: %s and %s."
              .formatted(first.design().protocol(), second.design().protocol()));
    }
  }

  /// The first backend that both have measured from the same artifact.
  private static Optional<String> reference(BenchmarkResults first, BenchmarkResults second) {
    return first.backends().stream()
        .filter(BackendSummary::valid)
        .filter(one -> one.artifactSha256().value() != null)
        .filter(
            one ->
                second.backends().stream()
                    .anyMatch(
                        other ->
                            other.valid()
                                && other.id().equals(one.id())
                                && other.artifactSha256().equals(one.artifactSha256())))
        .map(BackendSummary::id)
        .findFirst();
  }

  private static List<Row> rows(BenchmarkResults first, BenchmarkResults second) {
    List<Row> rows = new ArrayList<>();
    for (BackendSummary one : first.backends()) {
      for (BackendSummary other : second.backends()) {
        if (one.id().equals(other.id())) {
          for (SummaryKey key : SummaryKey.values()) {
            SummaryMetric was = one.metric(key);
            SummaryMetric is = other.metric(key);
            if (was.value() != null || is.value() != null) {
              rows.add(new Row(one.id(), key, was, is));
            }
          }
        }
      }
    }
    return rows;
  }
}
