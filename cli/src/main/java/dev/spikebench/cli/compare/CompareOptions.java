package dev.spikebench.cli.compare;

import dev.spikebench.loadgen.StreamOptions;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.results.model.Design;
import dev.spikebench.results.model.Microbenchmark;
import dev.spikebench.results.stats.precision.FixedWidth;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a comparison is asked to do.
///
/// @param backends ids or descriptor paths, the reference first; empty for all that are described
/// @param iterations fresh-process iterations of each backend, 1 … 1,000; with a stopping rule at
///   most so many
/// @param untilHalfWidth half width, as a share, at which the intervals of the median throughputs
///   end the run after fewer; null where it never ends sooner
/// @param workload the load of each iteration
/// @param streams who follows the event stream during it
/// @param openLoop runs in an open loop that follow the iterations
/// @param rawRates whether it is measured what each backend makes of its own SQLite binding
/// @param microbenchmarks what JMH measured of the Java server before, for the result; may be empty
/// @param seed seed of the order, 0 … 2^53−1
/// @param output folder of the result file, the reports and the backends' output
/// @param workDirectory where the backends run, each in a folder of its own with its database; its
///   file system is the one that is measured
/// @param publish whether the committed report and the dated result file are renewed as well
/// @param waitForOthers whether to wait for another measuring run on this machine; else it is an
///   error
/// @param arguments the command line that repeats the run, for the result file
public record CompareOptions(
    List<String> backends,
    int iterations,
    @Nullable Double untilHalfWidth,
    Workload workload,
    StreamOptions streams,
    OpenLoopPlan openLoop,
    boolean rawRates,
    List<Microbenchmark> microbenchmarks,
    long seed,
    Path output,
    Path workDirectory,
    boolean publish,
    boolean waitForOthers,
    List<String> arguments) {

  /// Most iterations: a run is bounded, also by mistake.
  public static final int MAX_ITERATIONS = 1_000;

  /// Copies the lists and makes the folder absolute.
  ///
  /// @throws IllegalArgumentException naming field and value
  public CompareOptions {
    backends = List.copyOf(backends);
    arguments = List.copyOf(arguments);
    microbenchmarks = List.copyOf(microbenchmarks);
    output = output.toAbsolutePath().normalize();
    workDirectory = workDirectory.toAbsolutePath().normalize();
    if (iterations < 1 || iterations > MAX_ITERATIONS) {
      throw new IllegalArgumentException(
          "iterations must be between 1 and " + MAX_ITERATIONS + ", but is " + iterations);
    }
  }

  /// The rule that may end the run after fewer iterations; null where it never ends sooner.
  ///
  /// @throws IllegalArgumentException where the rule needs more iterations than are allowed
  @Nullable FixedWidth stopping() {
    return untilHalfWidth == null
        ? null
        : new FixedWidth(
            untilHalfWidth,
            FixedWidth.USUAL_MINIMUM_ROUNDS,
            iterations,
            Design.seedProtocol(iterations).confidence());
  }
}
