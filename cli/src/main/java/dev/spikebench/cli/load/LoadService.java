package dev.spikebench.cli.load;

import dev.spikebench.backends.launch.LaunchException;
import dev.spikebench.backends.observe.IdleCriterion;
import dev.spikebench.backends.observe.ProcessObserver;
import dev.spikebench.backends.observe.TargetSample;
import dev.spikebench.backends.syncs.SyncTrace;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.WritableFolders;
import dev.spikebench.cli.load.SyncPass.Syncs;
import dev.spikebench.cli.target.OpenTarget;
import dev.spikebench.cli.target.Targets;
import dev.spikebench.cli.text.Quantity;
import dev.spikebench.cli.workload.WorkloadText;
import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.RunListeners;
import dev.spikebench.loadgen.TargetDiedException;
import dev.spikebench.loadgen.cpu.CpuSet;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.progress.ConsoleProgress;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.results.json.FileWriteException;
import dev.spikebench.results.json.WholeFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What `load` does: one run against one target, with progress, its document and its exit code.
/// Used by one thread.
public final class LoadService {
  private static final String SYNCS_NOT_ASKED =
      "Linux keeps no such count of a process; --count-syncs counts them, in a second run under a"
          + " tracer, of a target that is started by --launch or --backend";

  private final Terminal terminal;
  private final CommonOptions common;
  private final Targets targets;

  /// The service, printing on the terminal.
  ///
  /// @param targets makes the targets ready
  public LoadService(Terminal terminal, CommonOptions common, Targets targets) {
    this.terminal = terminal;
    this.common = common;
    this.targets = targets;
  }

  /// Says what would be sent.
  public ExitCode describe(LoadRequest request) {
    boolean ofEvents = request.workload().request() == null;
    terminal
        .out()
        .println(
            "would send %s to %s of %s over %d connections, after %s warm-up %s, with %s subscribers"
                .formatted(
                    LoadText.amount(request.workload(), request.options().duration()),
                    request.workload().path(),
                    request.target().text(),
                    request.workload().concurrency(),
                    Quantity.count(request.workload().warmupEvents()),
                    ofEvents ? "events" : "requests",
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
    if (request.countSyncs()) {
      // Now, not when the timed run is over: whether the tracer is there at all.
      SyncTrace.into(Path.of("trace"));
    }
    AtomicReference<@Nullable ProcessObserver> watching = new AtomicReference<>();
    try (LoadGenerator generator = LoadGenerator.create(request.options());
        Interruption interruption = Interruption.listen();
        RunOutputs outputs =
            new RunOutputs(request.outputs(), () -> lastSample(watching), generator::cancel)) {
      interruption.whenRequested(generator::cancel);
      return run(request, generator, outputs, watching, interruption);
    }
  }

  private ExitCode run(
      LoadRequest request,
      LoadGenerator generator,
      RunOutputs outputs,
      AtomicReference<@Nullable ProcessObserver> watching,
      Interruption interruption) {
    try (OpenTarget target = targets.open(request.target())) {
      target.warnings().forEach(warning -> say("note: " + warning));
      CpuSet cpus = request.serverCpus();
      if (cpus != null) {
        target.hold(cpus);
      }
      watching.set(target.observer());
      return run(request, generator, outputs, target);
    } catch (LaunchException | CommandException e) {
      if (interruption.requested()) {
        // Whoever ends this program may have ended the target first, or this program did.
        return ExitCode.INTERRUPTED;
      }
      throw e;
    }
  }

  private ExitCode run(
      LoadRequest request, LoadGenerator generator, RunOutputs outputs, OpenTarget target) {
    ProcessObserver observer = target.observer();
    ProgressListener progress = progress(observer);
    TargetMarks marks = null;
    if (observer != null) {
      observer.awaitIdle(IdleCriterion.DEFAULT);
      marks = new TargetMarks(observer, progress);
    }
    RunReports reports = new RunReports(request, outputs, target, marks);
    try {
      LoadResult result =
          generator.run(
              target.url(),
              request.workload(),
              RunNonce.next(Clock.systemUTC()),
              new RunListeners(marks == null ? progress : marks, outputs.intervals()));
      // Ended before a second run may start, and before its last output is read.
      target.stop();
      RunReport report = reports.of(result, syncs(request, generator, result));
      print(report, request.output());
      outputs.finish(result);
      return exitCode(report, request.allowFailures());
    } catch (TargetDiedException e) {
      String death = target.death(e);
      print(reports.of(e.partial(), Syncs.unknown("the target died")), request.output());
      throw new CommandException(ExitCode.TARGET_UNAVAILABLE, death, e);
    } catch (TargetException e) {
      throw new CommandException(ExitCode.TARGET_UNAVAILABLE, target.death(e), e);
    }
  }

  private Syncs syncs(LoadRequest request, LoadGenerator generator, LoadResult result) {
    if (!request.countSyncs()) {
      return Syncs.unknown(SYNCS_NOT_ASKED);
    }
    if (result.interrupted()) {
      return Syncs.unknown("the run was interrupted before they were counted");
    }
    say("counting syncs in a second run of the target under a tracer, whose speed is not told ...");
    return new SyncPass(targets, generator, Clock.systemUTC()).run(request);
  }

  private void say(String line) {
    if (!common.quiet()) {
      terminal.err().println(line);
    }
  }

  /// The last sample of the target; reads nothing, so it costs the run nothing.
  private static @Nullable TargetSample lastSample(
      AtomicReference<@Nullable ProcessObserver> watching) {
    ProcessObserver observer = watching.get();
    return observer == null ? null : observer.lastSample();
  }

  private ProgressListener progress(@Nullable ProcessObserver observer) {
    return progressOn(terminal, common.quiet(), () -> beside(observer));
  }

  private static String beside(@Nullable ProcessObserver observer) {
    TargetSample sample = observer == null ? null : observer.lastSample();
    Long rssBytes = sample == null ? null : sample.rssBytes();
    return rssBytes == null ? "" : ", target " + Quantity.megabytes(rssBytes);
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
      write(folder.resolve("load.json"), JsonOutput.text(values) + "\n");
    }
  }

  private static void write(Path file, String text) {
    try {
      WholeFiles.write(file, text);
    } catch (FileWriteException e) {
      throw new CommandException(
          ExitCode.TOOL_FAILURE, e.getMessage() + "; the result above is whole", e);
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
