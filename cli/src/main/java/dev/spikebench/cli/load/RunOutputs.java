package dev.spikebench.cli.load;

import dev.spikebench.backends.observe.TargetSample;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.threshold.ThresholdWatch;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.recording.HistogramLog;
import dev.spikebench.loadgen.recording.IntervalListener;
import dev.spikebench.loadgen.recording.IntervalListeners;
import dev.spikebench.loadgen.recording.RateSpread;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The files of one run, opened before it begins, so that a folder that can't be written to costs
/// nobody a measurement. One thread.
final class RunOutputs implements AutoCloseable {
  private final OutputPlan plan;
  private final RateSpread rates = new RateSpread();
  private final @Nullable ThresholdWatch watch;
  private final @Nullable OutputStream percentiles;
  private final @Nullable HistogramLog log;
  private final @Nullable TimeSeries series;

  /// Opens every file of the plan.
  ///
  /// @param target the target's last sample; null where its process is not known
  /// @param abort ends the run
  /// @throws CommandException naming the file that can't be written
  RunOutputs(OutputPlan plan, Supplier<@Nullable TargetSample> target, Runnable abort) {
    this.plan = plan;
    this.watch =
        plan.abortDelay() == null
            ? null
            : new ThresholdWatch(plan.thresholds(), plan.abortDelay(), abort);
    this.percentiles = open(plan.percentiles());
    OutputStream logStream = open(plan.intervalLog());
    this.log = logStream == null ? null : new HistogramLog(logStream, Clock.systemUTC());
    OutputStream seriesStream = open(plan.timeSeries());
    this.series =
        seriesStream == null ? null : new TimeSeries(seriesStream, Clock.systemUTC(), target);
  }

  /// Takes the intervals of the measured part.
  IntervalListener intervals() {
    List<IntervalListener> listeners = new ArrayList<>(List.of(rates));
    if (log != null) {
      listeners.add(log);
    }
    if (series != null) {
      listeners.add(series);
    }
    if (watch != null) {
      listeners.add(watch);
    }
    return new IntervalListeners(listeners);
  }

  /// How the rate differed between the intervals.
  RateSpread rates() {
    return rates;
  }

  /// Whether a breached threshold ended the run.
  boolean aborted() {
    return watch != null && watch.breach() != null;
  }

  /// Writes what is known at the end alone. Call it after the result was printed: a full disk then
  /// costs these files and not the result.
  ///
  /// @throws CommandException naming the files that are not whole
  void finish(LoadResult result) {
    List<Path> broken = new ArrayList<>();
    if (percentiles != null) {
      PrintStream out = new PrintStream(percentiles, false, StandardCharsets.UTF_8);
      result.latencies().wire().writeDistribution(out);
      note(out.checkError(), plan.percentiles(), broken);
    }
    note(log != null && log.failed(), plan.intervalLog(), broken);
    note(series != null && series.failed(), plan.timeSeries(), broken);
    if (!broken.isEmpty()) {
      throw new CommandException(
          ExitCode.TOOL_FAILURE,
          "could not write all of %s; is the disk full? The result above is whole"
              .formatted(broken.stream().map(Path::toString).reduce((a, b) -> a + ", " + b).get()));
    }
  }

  @Override
  public void close() {
    closeQuietly(percentiles);
    if (log != null) {
      log.close();
    }
    if (series != null) {
      series.close();
    }
  }

  private static void note(boolean failed, @Nullable Path file, List<Path> broken) {
    if (failed && file != null) {
      broken.add(file);
    }
  }

  private static @Nullable OutputStream open(@Nullable Path file) {
    if (file == null) {
      return null;
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return new BufferedOutputStream(Files.newOutputStream(file));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "cannot write to " + file + ": " + e + "; name another file", e);
    }
  }

  private static void closeQuietly(@Nullable OutputStream stream) {
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException e) {
        // What could not be written was said by finish(); nothing is left to lose here.
      }
    }
  }
}
