package dev.spikebench.cli.command;

import dev.spikebench.cli.DurationConverter;
import dev.spikebench.cli.gate.GateOptions;
import dev.spikebench.results.model.GateRule;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.verdict.LookPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// How a session of a gate is laid out.
final class GateSessionOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--looks",
      split = ",",
      paramLabel = "N",
      description =
          "Numbers of epochs at which the session is judged; it ends at the first that decides"
              + " (default: 9,15,21 with two deciding metrics).")
  private List<Integer> looks = new ArrayList<>();

  @Option(
      names = "--max-time",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "Longest time to measure, beside building and parity; what is there then is judged"
              + " (default: 15m).")
  private Duration maxTime = Duration.ofMinutes(15);

  @Option(
      names = "--slices",
      paramLabel = "N",
      description = "Paced slices of each arm in an epoch (default: 6).")
  private int paced = 6;

  @Option(
      names = "--saturated-slices",
      paramLabel = "N",
      description = "Slices in a closed loop after them, for the throughput (default: 1).")
  private int saturated = 1;

  @Option(
      names = "--slice",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Length of a slice (default: 400ms).")
  private Duration slice = Duration.ofMillis(400);

  @Option(
      names = "--warmup",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "How long the baseline is warmed up once; every launch then gets as many events"
              + " (default: 3s).")
  private Duration warmup = Duration.ofSeconds(3);

  @Option(
      names = {"-R", "--rate"},
      paramLabel = "N",
      description =
          "Requests a second of the paced slices, the same for every arm (default: 20%% of what the"
              + " baseline can do).")
  private @Nullable Double rate;

  @SuppressWarnings("NullAway.Init") // picocli sets the specification before it calls the command
  GateSessionOptions() {}

  /// The numbers of epochs at which these rules are judged.
  List<Integer> looks(List<GateRule> rules) {
    int gating = (int) rules.stream().filter(GateRule::gates).count();
    try {
      return looks.isEmpty()
          ? LookPlan.usual(gating).looks()
          : new LookPlan(looks, Confidence.of(GateOptions.CONFIDENCE_PER_LOOK).among(gating))
              .looks();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--looks: " + e.getMessage(), e);
    }
  }

  Duration maxTime() {
    return maxTime;
  }

  @Nullable Double rate() {
    return rate;
  }

  /// Slices of an epoch.
  GateOptions.Shape shape() {
    try {
      return new GateOptions.Shape(paced, saturated, slice, warmup);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
