package dev.spikebench.cli.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Microbenchmark;
import dev.spikebench.results.report.ReportFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Takes JMH's results over into a result file of `compare`. Thread-safe: no state.
public final class JmhFiles {
  private JmhFiles() {}

  /// What a file in JMH's own JSON holds.
  ///
  /// @throws CommandException where it can't be read or holds no result
  public static List<Microbenchmark> read(Path file) {
    try {
      JsonNode results = JsonMapper.builder().build().readTree(file.toFile());
      List<Microbenchmark> benchmarks = new ArrayList<>();
      for (JsonNode result : results) {
        if (!result.path("primaryMetric").path("score").isNumber()) {
          throw new IllegalArgumentException(
              "element " + benchmarks.size() + " has no primaryMetric.score");
        }
        benchmarks.add(JmhResult.of(result).toModel());
      }
      if (!results.isArray() || benchmarks.isEmpty()) {
        throw new IllegalArgumentException("it is no array of results");
      }
      return benchmarks;
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandException(
          ExitCode.USAGE,
          file + " is no result of JMH: " + e.getMessage() + "; make one with: spikebench jmh",
          e);
    }
  }

  /// Puts them into a result file, in the place of those that are there, and renews the reports
  /// beside it.
  ///
  /// @throws dev.spikebench.results.json.ResultFileException where the file can't be read
  static void fold(Path resultFile, BenchmarkResults earlier, List<Microbenchmark> benchmarks) {
    BenchmarkResults results = earlier.withMicrobenchmarks(benchmarks);
    Path file = resultFile.toAbsolutePath();
    if (String.valueOf(file.getFileName()).equals(ReportFiles.RESULTS)) {
      ReportFiles.write(file.resolveSibling(""), results);
    } else {
      ResultFiles.write(file, results);
    }
  }
}
