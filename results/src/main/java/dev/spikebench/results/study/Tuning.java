package dev.spikebench.results.study;

import dev.spikebench.results.design.Treatment;
import dev.spikebench.results.model.StudyBackend;
import dev.spikebench.results.model.StudyFactor;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// How near a backend comes to what the binding of its own runtime writes without a server: a
/// backend that stays far below it is a straw man, and ranks nothing.
///
/// @param share its throughput with `group` as a share of the raw rate; null where either was not
///   measured
/// @param needed share from which it counts as tuned; null where none is asked of it
public record Tuning(@Nullable Double share, @Nullable Double needed) {

  private static final String GROUP = "group";

  /// Whether it is known to stay below what is asked of it.
  public boolean notTuned() {
    return share != null && needed != null && share < needed;
  }

  /// The best cell with `group` decides: its median over the rounds against the raw rate.
  public static Tuning of(StudyData data, StudyBackend backend) {
    Double raw = backend.rawInsertsPerSecond().value();
    OptionalDouble best =
        data.design().treatments().stream()
            .filter(it -> it.level(StudyFactor.BACKEND).equals(backend.id()))
            .filter(it -> it.level(StudyFactor.STRATEGY).equals(GROUP))
            .map(it -> median(data, it))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .max();
    Double share = raw == null || raw <= 0 || best.isEmpty() ? null : best.getAsDouble() / raw;
    return new Tuning(share, backend.tunedShare());
  }

  private static OptionalDouble median(StudyData data, Treatment cell) {
    double[] values = data.values(StudyMetric.THROUGHPUT, cell);
    Arrays.sort(values);
    int n = values.length;
    return n == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((values[(n - 1) / 2] + values[n / 2]) / 2);
  }
}
