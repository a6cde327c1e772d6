package dev.spikebench.cli.load;

import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.observe.IdleCriterion;
import dev.spikebench.backends.observe.ProcessObserver;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.WritableFolders;
import dev.spikebench.cli.text.Quantity;
import dev.spikebench.cli.threshold.RunFigures;
import dev.spikebench.cli.threshold.TargetFigures;
import dev.spikebench.cli.threshold.Threshold;
import dev.spikebench.cli.workload.WorkloadText;
import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.RunListeners;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.progress.ConsoleProgress;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.model.Measurement;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What `load` does: one run against one target, with progress, its document and its exit code.
/// Used by one thread.
public final class LoadService {
  private static final Measurement NO_PROCESS =
      Measurement.unavailable("the target's process is not known");

  private final Terminal terminal;
  private final CommonOptions common;

  /// The service, printing on the terminal.
  public LoadService(Terminal terminal, CommonOptions common) {
    this.terminal = terminal;
    this.common = common;
  }

  /// Says what would be sent.
  public ExitCode describe(LoadRequest request) {
    terminal
        .out()
        .println(
            "would send %s events in %s requests to %s%s over %d connections, after %s warm-up events, with %s subscribers"
                .formatted(
                    Quantity.count(request.workload().events()),
                    Quantity.count(request.workload().requests()),
                    request.url(),
                    request.workload().path(),
                    request.workload().concurrency(),
                    Quantity.count(request.workload().warmupEvents()),
                    Quantity.count(request.options().streams().subscribers())));
    terminal.out().println("workload " + WorkloadText.line(request.workload()));
    return ExitCode.GOOD;
  }

  /// Runs the load. A signal meanwhile ends it early; what it has found until then is still
  /// printed.
  public ExitCode run(LoadRequest request) {
    Path folder = request.output();
    if (folder != null) {
      WritableFolders.require(folder);
    }
    try (LoadGenerator generator = LoadGenerator.create(request.options());
        Interruption interruption = Interruption.listen()) {
      interruption.whenRequested(generator::cancel);
      Long pid = request.pid();
      if (pid == null) {
        return run(request, generator, null);
      }
      try (ProcessObserver observer =
          ProcessObserver.start(pid, LaunchOptions.DEFAULT_SAMPLE_INTERVAL)) {
        observer.awaitIdle(IdleCriterion.DEFAULT);
        return run(request, generator, observer);
      }
    }
  }

  private ExitCode run(
      LoadRequest request, LoadGenerator generator, @Nullable ProcessObserver observer) {
    Supplier<Measurement> rss =
        observer == null ? () -> NO_PROCESS : () -> observer.figures().currentRssBytes();
    try (RunOutputs outputs = new RunOutputs(request.outputs(), rss, generator::cancel)) {
      ProgressListener progress = progressOn(terminal, common.quiet(), () -> beside(rss.get()));
      TargetMarks marks = observer == null ? null : new TargetMarks(observer, progress);
      LoadResult result =
          generator.run(
              request.url(),
              request.workload(),
              RunNonce.next(Clock.systemUTC()),
              new RunListeners(marks == null ? progress : marks, outputs.intervals()));
      RunReport report = report(request, result, observer, marks, outputs);
      print(report, request.output());
      outputs.finish(result);
      return exitCode(report, request.allowFailures());
    }
  }

  private static RunReport report(
      LoadRequest request,
      LoadResult result,
      @Nullable ProcessObserver observer,
      @Nullable TargetMarks marks,
      RunOutputs outputs) {
    boolean judged = !result.interrupted() || outputs.aborted();
    RunFigures figures = RunFigures.of(result, targetFigures(observer));
    List<Threshold.Outcome> outcomes =
        request.outputs().thresholds().stream()
            .filter(threshold -> judged)
            .map(threshold -> threshold.check(figures.value(threshold.figure())))
            .toList();
    return new RunReport(
        result,
        observer == null || marks == null ? null : ProcessDocument.of(observer, marks.usage()),
        outputs.rates(),
        outcomes,
        outputs.aborted());
  }

  private static TargetFigures targetFigures(@Nullable ProcessObserver observer) {
    return observer == null
        ? TargetFigures.unknown()
        : new TargetFigures(
            observer.figures().idleRssBytes(),
            observer.figures().peakRssBytes(),
            Measurement.unavailable("the target was running already"));
  }

  private static String beside(Measurement rss) {
    Double bytes = rss.value();
    return bytes == null ? "" : ", target " + Quantity.megabytes(bytes);
  }

  /// Progress of the load generator on the terminal's standard error, or none where that is wanted.
  public static ProgressListener progressOn(Terminal terminal, boolean quiet) {
    return progressOn(terminal, quiet, () -> "");
  }

  private static ProgressListener progressOn(
      Terminal terminal, boolean quiet, Supplier<String> beside) {
    return quiet
        ? ProgressListener.SILENT
        : new ConsoleProgress(terminal.err(), terminal.interactive(), beside);
  }

  private void print(RunReport report, @Nullable Path folder) {
    Map<String, Object> values = LoadDocument.of(report);
    if (common.json()) {
      JsonOutput.print(terminal, values);
    } else {
      LoadText.lines(report).forEach(terminal.out()::println);
      terminal.out().flush();
    }
    if (folder != null) {
      // After the printing: what can't be written to a full disk has been seen all the same.
      WholeFiles.write(folder.resolve("load.json"), JsonOutput.text(values) + "\n");
    }
  }

  /// Failed requests and messages that the stream lost, repeated or swapped come first: they are
  /// the target's answer, whatever else is wrong with the run. Thresholds come last: a run that
  /// does not count has met none.
  static ExitCode exitCode(RunReport report, boolean allowFailures) {
    if (report.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    LoadResult result = report.result();
    boolean failures = result.requestsFailed() > 0;
    if (report.aborted() || result.streamFaulty() || (failures && !allowFailures)) {
      return ExitCode.ANSWER_IS_NO;
    }
    if (!failures && !result.valid()) {
      return ExitCode.INVALID_MEASUREMENT;
    }
    return report.thresholdsHeld() ? ExitCode.GOOD : ExitCode.ANSWER_IS_NO;
  }
}
