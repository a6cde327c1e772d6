package dev.spikebench.results.history;

import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.summary.Samples;

/// One result of a history.
///
/// @param file name of its file
/// @param results the result
/// @param samples its figures iteration by iteration
public record HistoryEntry(String file, BenchmarkResults results, Samples samples) {

  /// An entry of a result that was read.
  ///
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public static HistoryEntry of(String file, BenchmarkResults results) {
    return new HistoryEntry(file, results, new Samples(results));
  }
}
