package dev.spikebench.results.selftest;

import dev.spikebench.results.model.GateComparison;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the sessions of a self-test came to. Pure.
///
/// @param sessions the sessions
public record SelftestTally(List<SelftestSession> sessions) {
  /// At most so many of the sessions of one artifact against itself may fail.
  public static final double MOST_FALSE = 0.05;

  /// At least so many of the sessions with the greatest change must fail.
  public static final double LEAST_FOUND = 0.9;

  /// Fewest sessions of one artifact against itself of which one may fail.
  public static final int ENOUGH_ALIKE = 20;

  /// Fewest sessions with the greatest change of which one may be missed.
  public static final int ENOUGH_CHANGED = 10;

  /// Keeps an unmodifiable copy.
  public SelftestTally {
    sessions = List.copyOf(sessions);
  }

  /// The changes that were measured, the smallest first.
  public List<Double> changes() {
    return sessions.stream().map(SelftestSession::addedCpuShare).distinct().sorted().toList();
  }

  /// The sessions of a change.
  public List<SelftestSession> of(double change) {
    return sessions.stream().filter(it -> it.addedCpuShare() == change).toList();
  }

  /// How many sessions of a change ended with a verdict.
  public long count(double change, GateVerdict verdict) {
    return of(change).stream().filter(it -> it.verdict() == verdict).count();
  }

  /// Whether the gate does here what it promises: the same artifact hardly ever fails, and the
  /// greatest change nearly always does.
  public boolean kept() {
    boolean calm = count(0, GateVerdict.REGRESSED) <= of(0).size() * MOST_FALSE;
    double greatest = changes().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    boolean sharp =
        greatest == 0
            || count(greatest, GateVerdict.REGRESSED) >= of(greatest).size() * LEAST_FOUND;
    return calm && sharp;
  }

  /// Whether there are sessions enough to speak of a share of them: fewer can only speak against
  /// the gate.
  public boolean enough() {
    double greatest = changes().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return of(0).size() >= ENOUGH_ALIKE && greatest > 0 && of(greatest).size() >= ENOUGH_CHANGED;
  }

  /// The metrics that decide, in the order of the rules.
  public List<GateComparison> gating() {
    return sessions.stream()
        .findFirst()
        .map(it -> it.comparisons().stream().filter(GateComparison::gates).toList())
        .orElse(List.of());
  }

  /// The smallest change of a metric that is guarded, as a ratio: in the middle of all sessions it
  /// is found four times in five. A change below the tolerance never fails, however sharp a session
  /// is. Empty where no session knows.
  ///
  /// @param rule the metric, with its tolerance
  public OptionalDouble guardedRatio(GateComparison rule) {
    OptionalDouble seen = middle(sessions, rule.metric(), GateComparison::detectableRatio);
    return seen.isEmpty()
        ? seen
        : OptionalDouble.of(Math.max(seen.getAsDouble(), 1 + rule.tolerance()));
  }

  /// How many times worse the candidate looked in the middle of the sessions of a change; empty
  /// where none saw a ratio.
  public OptionalDouble seenRatio(double change, GateMetric metric) {
    return middle(of(change), metric, GateComparison::worseRatio);
  }

  /// How long the sessions of a change took, in their middle.
  public Duration typicalLength(double change) {
    return of(change).stream()
        .map(SelftestSession::length)
        .sorted()
        .skip(of(change).size() / 2)
        .findFirst()
        .orElse(Duration.ZERO);
  }

  /// The greatest mean share of time in which threads waited for a processor, of all sessions;
  /// empty where no system tells it.
  public OptionalDouble greatestPressure() {
    return sessions.stream()
        .map(SelftestSession::cpuPressure)
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .max();
  }

  private static OptionalDouble middle(
      List<SelftestSession> sessions,
      GateMetric metric,
      Function<GateComparison, @Nullable Double> figure) {
    double[] figures =
        sessions.stream()
            .flatMap(it -> it.comparisons().stream())
            .filter(it -> it.metric() == metric)
            .map(figure)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    return figures.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(figures[figures.length / 2]);
  }
}
