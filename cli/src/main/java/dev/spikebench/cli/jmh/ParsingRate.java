package dev.spikebench.cli.jmh;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.backend.TemporaryFolder;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How fast one thread parses and validates a batch of the spec workload, by its microbenchmark.
///
/// @param microsecondsPerBatch mean time of a batch
/// @param errorMicroseconds half of its 99.9 % confidence interval; null where JMH has none
/// @param eventsPerSecond the events of the batch over its time
/// @param allocatedBytesPerBatch what it allocates; null where unknown
public record ParsingRate(
    double microsecondsPerBatch,
    @Nullable Double errorMicroseconds,
    double eventsPerSecond,
    @Nullable Double allocatedBytesPerBatch) {
  private static final String BENCHMARK = "dev.spikebench.jmh.ParsingBenchmark.batchOf50";
  private static final int BATCH_SIZE = 50;
  private static final double MICROSECONDS_PER_SECOND = 1e6;

  /// Measures; takes some seconds.
  ///
  /// @return null where it was interrupted
  /// @throws CommandException where the benchmarks are not built, or it finds its answer wrong
  public static @Nullable ParsingRate measure(
      Installation installation, Interruption interruption) {
    try (TemporaryFolder work = TemporaryFolder.create("spikebench-parsing")) {
      Path file = work.path().resolve("result.json");
      List<String> arguments = JmhRun.arguments(JmhSettings.of(true), List.of(BENCHMARK), file);
      JmhRun run =
          new JmhRun(JmhArchive.of(installation).command(arguments), work.path(), line -> {});
      interruption.whenRequested(run::stop);
      StringWriter log = new StringWriter();
      boolean measured = run.run(log);
      if (interruption.requested()) {
        return null;
      }
      if (!measured) {
        throw new CommandException(
            ExitCode.INVALID_MEASUREMENT, "the benchmark of parsing failed:\n" + log);
      }
      return of(JmhResult.of(JsonMapper.builder().build().readTree(file.toFile()).path(0)));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.TOOL_FAILURE, "the result of the benchmark of parsing can't be read: " + e, e);
    }
  }

  private static ParsingRate of(JmhResult result) {
    return new ParsingRate(
        result.score(),
        result.scoreError(),
        BATCH_SIZE * MICROSECONDS_PER_SECOND / result.score(),
        result.allocatedBytesPerOperation());
  }
}
