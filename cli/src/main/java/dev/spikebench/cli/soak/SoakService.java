package dev.spikebench.cli.soak;

import dev.spikebench.backends.environment.EnvironmentProbe;
import dev.spikebench.backends.observe.ProcessObserver;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.ProgramVersion;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.WritableFolders;
import dev.spikebench.cli.target.Targets;
import dev.spikebench.cli.text.Quantity;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.schedule.LoadMode;
import dev.spikebench.results.json.FileWriteException;
import dev.spikebench.results.json.SoakFiles;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.Tool;
import dev.spikebench.results.report.SoakReport;
import dev.spikebench.results.soak.SoakAfterLoad;
import dev.spikebench.results.soak.SoakInterval;
import dev.spikebench.results.soak.SoakPlan;
import dev.spikebench.results.soak.SoakResults;
import dev.spikebench.results.soak.SoakTrend;
import dev.spikebench.results.soak.SoakTrends;
import dev.spikebench.results.stats.trend.Growth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What `soak` does: a long, steady load on one target, a line an interval, a result file with its
/// reports, and an exit code. Used by one thread.
public final class SoakService {
  private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(1);
  private static final double NS_PER_SECOND = 1e9;
  private static final Duration FIRST_REST = Duration.ofSeconds(10);
  private static final Duration SECOND_REST = Duration.ofSeconds(60);

  private final Terminal terminal;
  private final CommonOptions common;
  private final Targets targets;
  private final Clock clock;

  /// The service, printing on the terminal.
  ///
  /// @param targets makes the targets ready
  public SoakService(Terminal terminal, CommonOptions common, Targets targets, Clock clock) {
    this.terminal = terminal;
    this.common = common;
    this.targets = targets;
    this.clock = clock;
  }

  /// Says what would be done.
  public ExitCode describe(SoakRequest request) {
    terminal
        .out()
        .println(
            "would load %s for %s: %d writers, %s events a request, %s, %s subscribers, a health check every %s; results in %s"
                .formatted(
                    request.target().text(),
                    Quantity.span(request.time()),
                    request.workload().concurrency(),
                    Quantity.count(request.workload().batchSize()),
                    pace(request),
                    Quantity.count(request.options().streams().subscribers()),
                    Quantity.span(request.healthEvery()),
                    request.output()));
    return ExitCode.GOOD;
  }

  /// Runs the soak. A signal meanwhile ends it early; what it has found until then is kept.
  public ExitCode run(SoakRequest request) {
    WritableFolders.require(request.output());
    makeWorkDirectory(request.workDirectory());
    Environment environment = EnvironmentProbe.probe(request.workDirectory());
    try (Interruption interruption = Interruption.listen();
        SoakTarget target =
            SoakTarget.open(
                targets, request.target(), request.healthEvery(), request.options().trust());
        ProcessObserver self =
            ProcessObserver.start(ProcessHandle.current().pid(), SAMPLE_INTERVAL)) {
      target.current().warnings().forEach(warning -> say("note: " + warning));
      say("warming the client up ...");
      SoakRun.warmUp(request, clock);
      ResourceWindow client = new ResourceWindow();
      self.addListener(client);
      Instant startedAt = clock.instant();
      SoakPlan plan = plan(request, target);
      say(
          "soaking %s for %s, a line every %s ..."
              .formatted(
                  request.target().text(),
                  Quantity.span(request.time()),
                  Quantity.span(request.options().interval())));
      Consumer<SoakInterval> rows = rows();
      SoakRun run = new SoakRun(request, target, client, rows, this::say, clock);
      interruption.whenRequested(run::cancel);
      load(run, target);
      boolean interrupted = run.cancelled();
      double seconds = run.recorder().seconds();
      SoakAfterLoad afterLoad = afterLoad(request, run, target);
      return finish(
          request,
          result(
              request, plan, environment, startedAt, run, target, seconds, interrupted, afterLoad));
    }
  }

  private static void load(SoakRun run, SoakTarget target) {
    try {
      run.run();
    } catch (TargetException e) {
      throw new CommandException(ExitCode.TARGET_UNAVAILABLE, target.current().death(e), e);
    }
  }

  private Consumer<SoakInterval> rows() {
    if (common.json()) {
      if (common.quiet()) {
        return row -> {};
      }
      terminal.err().println(SoakText.head());
      return row -> terminal.err().println(SoakText.line(row));
    }
    terminal.out().println(SoakText.head());
    return row -> {
      terminal.out().println(SoakText.line(row));
      terminal.out().flush();
    };
  }

  private SoakAfterLoad afterLoad(SoakRequest request, SoakRun run, SoakTarget target) {
    if (target.current().observer() == null || run.cancelled()) {
      return new SoakAfterLoad(target.window().latestRssBytes(), null, null);
    }
    Long atEnd = target.window().latestRssBytes();
    say("the load is over; watching what the target gives back ...");
    long beganNs = System.nanoTime();
    Long afterTen = rest(request, run, target, beganNs, FIRST_REST);
    Long afterSixty = rest(request, run, target, beganNs, SECOND_REST);
    return new SoakAfterLoad(atEnd, afterTen, afterSixty);
  }

  /// Memory at a time after the load; null where that time is not waited for.
  private static @Nullable Long rest(
      SoakRequest request, SoakRun run, SoakTarget target, long beganNs, Duration until) {
    if (until.compareTo(request.afterLoad()) > 0) {
      return null;
    }
    run.rest(until.minusNanos(System.nanoTime() - beganNs));
    return run.cancelled() ? null : target.window().latestRssBytes();
  }

  private static SoakPlan plan(SoakRequest request, SoakTarget target) {
    return new SoakPlan(
        request.target().text(),
        target.url().toString(),
        seconds(request.time()),
        seconds(request.options().interval()),
        seconds(request.settle()),
        request.workload().concurrency(),
        request.workload().batchSize(),
        requestsPerSecond(request),
        request.options().streams().subscribers(),
        seconds(request.healthEvery()),
        request.options().seed());
  }

  private static @Nullable Double requestsPerSecond(SoakRequest request) {
    return request.workload().mode() instanceof LoadMode.OpenLoop open
        ? (Double) open.rate().meanPerSecond()
        : null;
  }

  private static String pace(SoakRequest request) {
    Double rate = requestsPerSecond(request);
    return rate == null ? "as fast as they are answered" : Quantity.rate(rate) + " requests/s";
  }

  private static double seconds(Duration time) {
    return time.toNanos() / NS_PER_SECOND;
  }

  private static SoakResults result(
      SoakRequest request,
      SoakPlan plan,
      Environment environment,
      Instant startedAt,
      SoakRun run,
      SoakTarget target,
      double seconds,
      boolean interrupted,
      SoakAfterLoad afterLoad) {
    List<SoakTrend> trends = SoakTrends.of(run.recorder().intervals(), plan, request.limits());
    return new SoakResults(
        SoakResults.KIND,
        SoakResults.SCHEMA_VERSION,
        new Tool("spikebench", ProgramVersion.current(), environment.source().commit().value()),
        startedAt,
        interrupted,
        environment,
        plan,
        request.limits(),
        run.tally().totals(seconds, target.process()),
        trends,
        SoakTrends.verdict(trends),
        run.outages(),
        afterLoad,
        run.tally().remarks(),
        run.recorder().intervals());
  }

  private ExitCode finish(SoakRequest request, SoakResults results) {
    String markdown = SoakReport.markdown(results);
    if (common.json()) {
      terminal.out().print(SoakFiles.toJson(results));
    } else {
      terminal.out().println();
      terminal.out().print(summary(markdown));
    }
    terminal.out().flush();
    try {
      SoakFiles.write(request.output().resolve(SoakReport.RESULTS), results);
      WholeFiles.write(request.output().resolve(SoakReport.MARKDOWN), markdown);
      WholeFiles.write(request.output().resolve(SoakReport.HTML), SoakReport.html(results));
    } catch (FileWriteException e) {
      throw new CommandException(
          ExitCode.TOOL_FAILURE, e.getMessage() + "; the result above is whole", e);
    }
    say("wrote " + request.output().resolve(SoakReport.HTML));
    return exitCode(results, request.allowFailures());
  }

  /// The report without its table of intervals, which has been printed already.
  private static String summary(String markdown) {
    int intervals = markdown.indexOf("\n## Intervals");
    return intervals < 0 ? markdown : markdown.substring(0, intervals);
  }

  /// A leak is an answer whatever else failed; where nothing did and nothing can be told, the soak
  /// was too short to count.
  static ExitCode exitCode(SoakResults results, boolean allowFailures) {
    if (results.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    if (results.verdict() == Growth.LEAK || (!allowFailures && !results.faults().isEmpty())) {
      return ExitCode.ANSWER_IS_NO;
    }
    return results.verdict() == Growth.STABLE ? ExitCode.GOOD : ExitCode.INVALID_MEASUREMENT;
  }

  private void say(String line) {
    if (!common.quiet()) {
      terminal.err().println(line);
    }
  }

  private static void makeWorkDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "cannot make the folder " + directory + ": " + e, e);
    }
  }
}
