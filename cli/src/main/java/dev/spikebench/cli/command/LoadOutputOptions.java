package dev.spikebench.cli.command;

import dev.spikebench.cli.DurationConverter;
import dev.spikebench.cli.load.OutputPlan;
import dev.spikebench.cli.threshold.Figure;
import dev.spikebench.cli.threshold.Threshold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What a run leaves behind, and what it has to meet.
public final class LoadOutputOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--hdr",
      paramLabel = "FILE",
      description = "Write the percentile distribution (.hgrm, ms) of the wire latencies.")
  private @Nullable Path percentiles;

  @Option(
      names = "--hlog",
      paramLabel = "FILE",
      description = "Write a histogram log (.hlog, ns) with the latencies of each interval.")
  private @Nullable Path intervalLog;

  @Option(
      names = "--timeseries",
      paramLabel = "FILE",
      description = "Write one line of JSON an interval (NDJSON): rates, latencies, memory.")
  private @Nullable Path timeSeries;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Length of an interval (default: 1s).")
  private @Nullable Duration interval;

  @Option(
      names = "--threshold",
      paramLabel = "CONDITION",
      description = {
        "Condition that the run has to meet, else exit 3; may be given several times:",
        "'p99<50ms', 'failed_rate<0.1%%', 'throughput>=10000', 'rss_peak<256MB'.",
        "Figures: " + Figure.NAMES + "."
      })
  private List<String> thresholds = new ArrayList<>();

  @Option(
      names = "--abort-on-fail",
      arity = "0..1",
      fallbackValue = "0s",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "End the run at the first breach, but not before this time has passed.")
  private @Nullable Duration abortDelay;

  @SuppressWarnings("NullAway.Init") // picocli sets the specification before the options are read
  LoadOutputOptions() {}

  /// Length of an interval; null for the usual one.
  @Nullable Duration interval() {
    return interval;
  }

  /// What was asked for.
  ///
  /// @param processKnown whether the run can see the target's process
  /// @throws ParameterException if a threshold can't be read, or could never be judged
  OutputPlan plan(boolean processKnown) {
    List<Threshold> parsed = thresholds.stream().map(text -> parse(text, processKnown)).toList();
    if (abortDelay != null && parsed.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--abort-on-fail needs a --threshold that can fail.");
    }
    return new OutputPlan(percentiles, intervalLog, timeSeries, parsed, abortDelay);
  }

  private Threshold parse(String text, boolean processKnown) {
    Threshold threshold;
    try {
      threshold = Threshold.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--threshold: " + e.getMessage(), e);
    }
    if (!processKnown && threshold.figure() instanceof Figure.Whole whole && whole.needsProcess()) {
      throw new ParameterException(
          spec.commandLine(),
          "--threshold '%s' speaks of the target's process, which a URL alone does not show: name its --pid"
              .formatted(threshold.text()));
    }
    return threshold;
  }
}
