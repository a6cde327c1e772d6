package dev.spikebench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs each benchmark once, untimed: that is enough for its checks of its own answer.
final class BenchmarksTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        ParsingBenchmark.class,
        TruncationBenchmark.class,
        InsertBenchmark.class,
        FanOutBenchmark.class,
        RenderingBenchmark.class,
        RecordingBenchmark.class
      })
  void everyAnswerIsRight(Class<?> benchmark) throws RunnerException {
    Options once =
        new OptionsBuilder()
            .include(benchmark.getName() + "\\.")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .mode(Mode.SingleShotTime)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();

    Collection<RunResult> results = new Runner(once).run();

    assertThat(results).isNotEmpty().allMatch(result -> result.getPrimaryResult().getScore() > 0);
  }
}
