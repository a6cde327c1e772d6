package dev.spikebench.results.report;

import dev.spikebench.results.gate.GateJudge;
import dev.spikebench.results.gate.GateJudgement;
import dev.spikebench.results.gate.GateJudgement.Compared;
import dev.spikebench.results.gate.GateJudgement.Look;
import dev.spikebench.results.gate.GateText;
import dev.spikebench.results.model.GateDesign;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateSlice;
import dev.spikebench.results.model.Interference;
import dev.spikebench.results.stats.paired.OrderEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How far a session can be trusted: what it was laid out to see, what the control and the order
/// did, and what disturbed it. Stateless.
final class GateTrust {

  private GateTrust() {}

  static List<List<String>> rows(GateResults results, GateJudgement judgement) {
    GateDesign design = results.design();
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "Session",
            "%s epochs; in each, baseline, candidate and control %s, then %s paced and %s saturated slices each"
                .formatted(
                    results.completeEpochs(),
                    design.restart().equals(GateDesign.PER_EPOCH)
                        ? "started afresh and warmed up with the same work"
                        : "loaded without being started anew",
                    design.pacedSlices(),
                    design.saturatedSlices())));
    rows.add(List.of("Looks", looks(results, judgement)));
    for (Compared compared : judgement.gating()) {
      rows.add(List.of(compared.rule().metric().label() + ": control", control(compared)));
      rows.add(List.of(compared.rule().metric().label() + ": first place", order(compared)));
    }
    rows.add(List.of("Dropped", dropped(results)));
    rows.add(List.of("Waiting for a processor", share(results, Interference::cpuPressure)));
    rows.add(List.of("Stolen by the hypervisor", share(results, Interference::stolenCores)));
    rows.add(List.of("Seed", Objects.toString(results.run().seed(), "none")));
    return rows;
  }

  private static String looks(GateResults results, GateJudgement judgement) {
    String planned =
        results.design().looks().stream().map(String::valueOf).collect(Collectors.joining(", "));
    String taken =
        judgement.looks().stream().map(GateTrust::look).collect(Collectors.joining(", "));
    return "planned at %s epochs, taken at %s; every interval holds with %s"
        .formatted(
            planned,
            taken.isEmpty() ? "none" : taken,
            GateText.percent(1 - GateJudge.plan(results.design()).confidence().alpha()));
  }

  private static String look(Look look) {
    return look.epochs() + (look.planned() ? "" : " (the time was up)");
  }

  private static String control(Compared compared) {
    return compared
        .judgement()
        .control()
        .map(it -> "moved by " + GateText.change(compared.rule().metric(), it))
        .orElse("none");
  }

  private static String order(Compared compared) {
    return switch (compared.order()) {
      case OrderEffect.Measured(var effect, boolean confounded) ->
          "against the last: "
              + GateText.change(compared.rule().metric(), effect)
              + (confounded ? ", not told apart from the arms" : "");
      case OrderEffect.Unknown() -> "unknown";
    };
  }

  private static String dropped(GateResults results) {
    List<String> reasons =
        results.slices().stream()
            .map(GateSlice::dropped)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    long subRounds =
        results.slices().stream()
            .filter(it -> it.dropped() != null)
            .map(it -> it.epoch() + "/" + it.subRound())
            .distinct()
            .count();
    return subRounds == 0
        ? "no sub-round"
        : "%s sub-rounds, because %s".formatted(subRounds, String.join("; ", reasons));
  }

  private static String share(
      GateResults results, Function<Interference, @Nullable Double> figure) {
    List<Double> known =
        results.slices().stream()
            .map(GateSlice::interference)
            .map(figure)
            .filter(Objects::nonNull)
            .toList();
    OptionalDouble mean = known.stream().mapToDouble(Double::doubleValue).average();
    return mean.isEmpty()
        ? "not told by this system"
        : String.format(
            Locale.ROOT,
            "%.0f%% of the time on the mean, %.0f%% in the worst slice",
            100 * mean.getAsDouble(),
            100 * known.stream().mapToDouble(Double::doubleValue).max().orElse(0));
  }
}
