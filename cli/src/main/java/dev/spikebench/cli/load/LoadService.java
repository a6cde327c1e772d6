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
import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.progress.ConsoleProgress;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.results.json.WholeFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `load` does: one run against one target, with progress, its document and its exit code.
/// Used by one thread.
public final class LoadService {
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
            "would send %s events in %s requests to %s%s over %d connections, after %s warm-up events"
                .formatted(
                    Quantity.count(request.workload().events()),
                    Quantity.count(request.workload().requests()),
                    request.url(),
                    request.workload().path(),
                    request.workload().concurrency(),
                    Quantity.count(request.workload().warmupEvents())));
    return ExitCode.GOOD;
  }

  /// Runs the load. A signal meanwhile ends it early; what it has found until then is still
  /// printed.
  public ExitCode run(LoadRequest request) {
    Path folder = request.output();
    if (folder != null) {
      WritableFolders.require(folder);
    }
    Path document = folder == null ? null : folder.resolve("load.json");
    LoadResult result;
    Map<String, Object> process = null;
    Long pid = request.pid();
    try (LoadGenerator generator = LoadGenerator.create(request.options());
        Interruption interruption = Interruption.listen()) {
      interruption.whenRequested(generator::cancel);
      if (pid == null) {
        result = generate(generator, request, progress());
      } else {
        try (ProcessObserver observer =
            ProcessObserver.start(pid, LaunchOptions.DEFAULT_SAMPLE_INTERVAL)) {
          observer.awaitIdle(IdleCriterion.DEFAULT);
          TargetMarks marks = new TargetMarks(observer, progress());
          result = generate(generator, request, marks);
          process = ProcessDocument.of(observer, marks.usage());
        }
      }
      print(result, process, document);
    }
    return exitCode(result, request.allowFailures());
  }

  private static LoadResult generate(
      LoadGenerator generator, LoadRequest request, ProgressListener listener) {
    return generator.run(
        request.url(), request.workload(), RunNonce.next(Clock.systemUTC()), listener);
  }

  private ProgressListener progress() {
    return progressOn(terminal, common.quiet());
  }

  /// Progress of the load generator on the terminal's standard error, or none where that is wanted.
  public static ProgressListener progressOn(Terminal terminal, boolean quiet) {
    return quiet
        ? ProgressListener.SILENT
        : new ConsoleProgress(terminal.err(), terminal.interactive());
  }

  private void print(
      LoadResult result, @Nullable Map<String, Object> process, @Nullable Path document) {
    Map<String, Object> values = LoadDocument.of(result, process);
    if (document != null) {
      WholeFiles.write(document, JsonOutput.text(values) + "\n");
    }
    if (common.json()) {
      JsonOutput.print(terminal, values);
      return;
    }
    LoadText.lines(result).forEach(terminal.out()::println);
    if (process != null) {
      terminal.out().println("  process      " + ProcessDocument.line(process));
    }
    terminal.out().flush();
  }

  /// Failed requests come first: they are the target's answer, whatever else is wrong with the run.
  static ExitCode exitCode(LoadResult result, boolean allowFailures) {
    if (result.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    if (result.requestsFailed() > 0) {
      return allowFailures ? ExitCode.GOOD : ExitCode.ANSWER_IS_NO;
    }
    return result.valid() ? ExitCode.GOOD : ExitCode.INVALID_MEASUREMENT;
  }
}
