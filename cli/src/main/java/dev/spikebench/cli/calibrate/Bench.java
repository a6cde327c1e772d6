package dev.spikebench.cli.calibrate;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.LaunchPlan;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.backends.process.StopSignal;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadOptions;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.nullserver.NullServerProcess;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.loadgen.workload.Workload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// What checks work with: exact servers in processes of their own, the load generator in this
/// process, and load generators in processes of their own. One thread.
///
/// @param workDirectory folder for what is started and for files
/// @param quick whether fewer rounds will do
/// @param cancelled whether to end soon
record Bench(Path workDirectory, boolean quick, BooleanSupplier cancelled) {
  private static final Duration DEADLINE = Duration.ofMinutes(3);

  /// An exact server in a process of its own.
  ///
  /// @param delay time to each answer
  /// @param busyThreads threads that do nothing but use a processor each
  RunningBackend server(Duration delay, int busyThreads) {
    LaunchPlan plan =
        new LaunchPlan(
            "exact-server",
            List.of(
                java(),
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                NullServerProcess.class.getName(),
                Long.toString(delay.toNanos() / 1_000),
                Integer.toString(busyThreads)),
            null,
            Map.of(),
            null,
            "/api/health",
            StopSignal.TERM);
    return BackendLauncher.launch(plan, LaunchOptions.in(workDirectory));
  }

  /// By how much an exact server sent its answers too late so far: the median in µs.
  ///
  /// @throws BackendsException if it does not say
  double answerLatenessUs(URI server) {
    HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/health")).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return new LoadProcess.Document(JsonOutput.parse(answer)).number("answer_lateness_us");
    } catch (IOException e) {
      throw new BackendsException("the exact server can't be asked for its lateness: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendsException("interrupted while asking the exact server", e);
    }
  }

  /// A run of the load generator in this process, which is warmed up first.
  LoadResult load(URI target, Workload workload, Duration duration, Runnable meanwhile) {
    try (LoadGenerator generator = LoadGenerator.create(options().withDuration(duration))) {
      Meanwhile listener = new Meanwhile(meanwhile);
      LoadResult result = run(generator, target, workload, listener);
      listener.await();
      return result;
    }
  }

  /// Runs of one load generator in this process, one after the other, after its usual warm-up.
  List<LoadResult> loads(URI target, Workload workload, int times) {
    List<LoadResult> results = new ArrayList<>();
    try (LoadGenerator generator = LoadGenerator.create(options())) {
      for (int i = 0; i < times; i++) {
        results.add(run(generator, target, workload, ProgressListener.SILENT));
      }
    }
    return results;
  }

  private static LoadOptions options() {
    return LoadOptions.defaults().withHeadroomCheck(false).withDeadline(DEADLINE);
  }

  private static LoadResult run(
      LoadGenerator generator, URI target, Workload workload, ProgressListener listener) {
    return generator.run(target, workload, RunNonce.next(Clock.systemUTC()), listener);
  }

  /// A load generator in a process of its own, started.
  ///
  /// @param prefix words before the command, such as those that hold it to a processor
  /// @param words arguments of `load`
  LoadProcess start(List<String> prefix, List<String> words) {
    return LoadProcess.start(workDirectory, prefix, words, cancelled);
  }

  /// The same with nothing before it.
  LoadProcess start(List<String> words) {
    return start(List.of(), words);
  }

  /// A check that was cut short has read nothing: its counts would look like an answer.
  ///
  /// @throws BackendsException if somebody wants an end
  void requireGoingOn() {
    if (cancelled.getAsBoolean()) {
      throw new BackendsException("interrupted");
    }
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static String classPath() {
    return System.getProperty("java.class.path");
  }
}
