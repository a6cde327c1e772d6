package dev.spikebench.results.selftest;

import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateComparison;
import dev.spikebench.results.model.GateConclusion;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// One session of a self-test.
///
/// @param name folder of the session's own file
/// @param startedAt when it began
/// @param finishedAt when it ended
/// @param seed seed of its order; null where it has none
/// @param addedCpuShare CPU time that was added to the candidate, as a share of its own; 0 for the
///   same artifact on both sides
/// @param verdict what it ended with
/// @param epochs launch epochs that the verdict rests on
/// @param cpuPressure mean share of the time in which some thread had to wait for a processor; null
///   where the system does not tell
/// @param comparisons what it said of each metric
public record SelftestSession(
    String name,
    Instant startedAt,
    Instant finishedAt,
    @Nullable Long seed,
    double addedCpuShare,
    GateVerdict verdict,
    int epochs,
    @Nullable Double cpuPressure,
    List<GateComparison> comparisons) {

  /// @throws IllegalArgumentException naming the field
  public SelftestSession {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(verdict, "verdict");
    if (Objects.requireNonNull(finishedAt, "finishedAt").isBefore(startedAt)) {
      throw new IllegalArgumentException("finishedAt must not be before startedAt in " + name);
    }
    if (!(addedCpuShare >= 0 && addedCpuShare < 10)) {
      throw new IllegalArgumentException(
          "addedCpuShare must be from 0 to below 10, but is " + addedCpuShare);
    }
    if (epochs < 0) {
      throw new IllegalArgumentException("epochs must not be negative, but is " + epochs);
    }
    comparisons = List.copyOf(comparisons);
  }

  /// What a session's own file says.
  ///
  /// @param name folder of the file
  /// @throws NullPointerException when the session has no conclusion
  public static SelftestSession of(String name, GateResults results) {
    GateConclusion end = Objects.requireNonNull(results.conclusion(), "a session that has ended");
    OptionalDouble pressure =
        results.slices().stream()
            .map(it -> it.interference().cpuPressure())
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .average();
    return new SelftestSession(
        name,
        results.run().startedAt(),
        results.run().finishedAt(),
        results.run().seed(),
        results.arm(GateArm.CANDIDATE).addedCpuShare(),
        end.verdict(),
        end.epochs(),
        pressure.isPresent() ? (Double) pressure.getAsDouble() : null,
        end.comparisons());
  }

  /// How long it took, building and parity included.
  public Duration length() {
    return Duration.between(startedAt, finishedAt);
  }
}
