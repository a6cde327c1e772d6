package dev.spikebench.cli.gate;

import dev.spikebench.results.gate.GateText;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateComparison;
import dev.spikebench.results.model.GateConclusion;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateVerdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/// What the sessions of a self-test came to. Grows by one thread.
final class SelftestTally {
  /// At most so many of the sessions of one artifact against itself may fail.
  private static final double MOST_FALSE = 0.05;

  /// At least so many of the sessions with the greatest change must fail.
  private static final double LEAST_FOUND = 0.9;

  private final List<Double> changes;
  private final Map<Double, List<GateConclusion>> byChange = new LinkedHashMap<>();

  SelftestTally(List<Double> changes) {
    this.changes = List.copyOf(changes);
    changes.forEach(it -> byChange.put(it, new ArrayList<>()));
  }

  /// Counts a session.
  void add(GateResults results) {
    double change = results.arm(GateArm.CANDIDATE).addedCpuShare();
    Objects.requireNonNull(byChange.get(change), "a change of this self-test")
        .add(Objects.requireNonNull(results.conclusion(), "a session that has ended"));
  }

  private List<GateConclusion> of(double change) {
    return Objects.requireNonNull(byChange.get(change), "a change of this self-test");
  }

  private long count(double change, GateVerdict verdict) {
    return of(change).stream().filter(it -> it.verdict() == verdict).count();
  }

  /// Whether the gate does here what it promises: the same artifact hardly ever fails, and the
  /// greatest change nearly always does.
  boolean kept() {
    boolean calm =
        !byChange.containsKey(0.0)
            || count(0, GateVerdict.REGRESSED) <= Math.max(of(0).size() * MOST_FALSE, 0);
    double greatest = changes.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    boolean sharp =
        greatest == 0
            || count(greatest, GateVerdict.REGRESSED) >= of(greatest).size() * LEAST_FOUND;
    return calm && sharp;
  }

  /// A metric's smallest change that a session of this length finds four times in five, as a ratio,
  /// in the middle of all sessions; empty where no session knows.
  private OptionalDouble detectable(GateMetric metric) {
    double[] ratios =
        byChange.values().stream()
            .flatMap(List::stream)
            .flatMap(it -> it.comparisons().stream())
            .filter(it -> it.metric() == metric && it.detectableRatio() != null)
            .mapToDouble(it -> Objects.requireNonNull(it.detectableRatio()))
            .sorted()
            .toArray();
    return ratios.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(ratios[ratios.length / 2]);
  }

  private List<GateComparison> gating() {
    return byChange.values().stream()
        .flatMap(List::stream)
        .findFirst()
        .map(it -> it.comparisons().stream().filter(GateComparison::gates).toList())
        .orElse(List.of());
  }

  /// A change below the tolerance never fails, however sharp the session is.
  private double guarded(GateComparison compared, double detectable) {
    return Math.max(detectable, 1 + compared.tolerance());
  }

  /// The tally for people.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (double change : changes) {
      lines.add(
          "%-14s %s"
              .formatted(
                  change == 0 ? "same artifact" : "+" + SelftestOptions.text(change) + "% CPU work",
                  verdicts(change)));
    }
    for (GateComparison compared : gating()) {
      detectable(compared.metric())
          .ifPresent(
              it ->
                  lines.add(
                      "%s: the smallest change that is guarded here is %s (found four times in five; tolerance %s)"
                          .formatted(
                              compared.metric().label(),
                              GateText.worse(guarded(compared, it)),
                              GateText.percent(compared.tolerance()))));
    }
    lines.add(
        kept()
            ? "The gate does what it promises here."
            : "The gate does not do here what it promises: look for what else runs, or measure"
                + " longer (--looks, --slices).");
    return lines;
  }

  private String verdicts(double change) {
    List<String> words = new ArrayList<>();
    for (GateVerdict verdict : GateVerdict.values()) {
      long count = count(change, verdict);
      if (count > 0) {
        words.add(
            String.format(Locale.ROOT, "%s %d of %d", verdict.title(), count, of(change).size()));
      }
    }
    return words.isEmpty() ? "no session" : String.join(", ", words);
  }

  /// The tally as a document.
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("kept", kept());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (double change : changes) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("addedCpuShare", change);
      row.put("sessions", of(change).size());
      Arrays.stream(GateVerdict.values()).forEach(it -> row.put(it.text(), count(change, it)));
      rows.add(row);
    }
    document.put("changes", rows);
    Map<String, Object> guarded = new LinkedHashMap<>();
    for (GateComparison compared : gating()) {
      detectable(compared.metric())
          .ifPresent(it -> guarded.put(compared.metric().text(), guarded(compared, it)));
    }
    document.put("smallestGuardedRatio", guarded);
    return document;
  }
}
