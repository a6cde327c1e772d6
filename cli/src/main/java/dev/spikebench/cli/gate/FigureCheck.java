package dev.spikebench.cli.gate;

import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateFault;
import dev.spikebench.results.model.GateLaunch;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateRule;
import dev.spikebench.results.model.GateSlice;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.RunStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether the figures that gate are there, and are those of the processes that were started: a
/// session that cannot fail must not go on to its end and then pass nobody. Stateless.
final class FigureCheck {

  private FigureCheck() {}

  /// Looks at an epoch that was just measured.
  static void addFaults(GateRecord record, int epoch) {
    if (record.ruined()) {
      return;
    }
    GateResults results = record.results(RunStatus.PARTIAL);
    for (GateArm arm : results.arms()) {
      Optional<GateFault> fault = fault(results, arm.id(), epoch);
      if (fault.isPresent()) {
        record.add(fault.get());
        return;
      }
    }
  }

  private static Optional<GateFault> fault(GateResults results, String arm, int epoch) {
    List<GateSlice> slices =
        results.slices().stream()
            .filter(it -> it.epoch() == epoch && it.arm().equals(arm))
            .toList();
    for (GateRule rule : results.design().gating()) {
      Optional<String> missing = missing(results, rule.metric(), arm, epoch, slices);
      if (missing.isPresent()) {
        return Optional.of(
            new GateFault(
                GateFault.Kind.NO_FIGURE,
                arm,
                rule.metric().label() + " cannot be measured: " + missing.get()));
      }
    }
    boolean idle =
        !slices.isEmpty()
            && slices.stream().allMatch(it -> Double.valueOf(0).equals(it.cpuNs().value()));
    return idle
        ? Optional.of(
            new GateFault(
                GateFault.Kind.WRONG_PROCESS,
                arm,
                "the process that was started used no CPU: something else answered"))
        : Optional.empty();
  }

  private static Optional<String> missing(
      GateResults results, GateMetric metric, String arm, int epoch, List<GateSlice> slices) {
    return switch (metric) {
      case CPU -> slices.stream().map(GateSlice::cpuNs).flatMap(FigureCheck::reason).findFirst();
      case RSS ->
          launch(results, arm, epoch)
              .map(GateLaunch::peakRssBytes)
              .flatMap(it -> reason(it).findFirst());
      case STARTUP ->
          launch(results, arm, epoch)
              .map(GateLaunch::startupNs)
              .flatMap(it -> reason(it).findFirst());
      case P50, P99, THROUGHPUT -> Optional.empty();
    };
  }

  private static Stream<String> reason(Measurement measurement) {
    return Stream.ofNullable(measurement.reason());
  }

  private static Optional<GateLaunch> launch(GateResults results, String arm, int epoch) {
    return results.launches().stream()
        .filter(it -> it.epoch() == epoch && it.arm().equals(arm))
        .findFirst();
  }
}
