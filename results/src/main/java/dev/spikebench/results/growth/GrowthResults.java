package dev.spikebench.results.growth;

import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.Tool;
import java.time.Instant;
import java.util.List;

/// All that was measured; the form of `growth-results.json`.
///
/// @param kind always [#KIND]
/// @param schemaVersion version of the layout
/// @param tool the program that wrote it
/// @param startedAt when it began
/// @param finishedAt when it ended, or was interrupted
/// @param interrupted whether it ended before its time
/// @param environment where it took place
/// @param plan how it was measured
/// @param runs the processes in the order of measurement
/// @param remarks what a reader should know besides
public record GrowthResults(
    String kind,
    String schemaVersion,
    Tool tool,
    Instant startedAt,
    Instant finishedAt,
    boolean interrupted,
    Environment environment,
    GrowthPlan plan,
    List<GrowthRun> runs,
    List<String> remarks) {
  /// Tells the file from other result files.
  public static final String KIND = "growth";

  /// Version of the layout that this program writes.
  public static final String SCHEMA_VERSION = "1.0.0";

  /// Checks that it is one, and copies the lists.
  ///
  /// @throws IllegalArgumentException naming the field
  public GrowthResults {
    if (!KIND.equals(kind)) {
      throw new IllegalArgumentException("kind must be '" + KIND + "', but is " + kind);
    }
    runs = List.copyOf(runs);
    remarks = List.copyOf(remarks);
  }
}
