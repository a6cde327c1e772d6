package dev.spikebench.cli.study;

import dev.spikebench.cli.ExitCode;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.StreamCounts;
import dev.spikebench.results.model.StudyCell;
import dev.spikebench.results.model.StudyResults;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How a study ended, as the exit code tells it. A backend that cannot be run is a gap; none that
/// can be run is a failure.
final class StudyOutcome {

  private StudyOutcome() {}

  static ExitCode exitCode(StudyResults results) {
    List<BackendFacts> available =
        results.backends().stream().filter(it -> it.unavailableReason() == null).toList();
    if (available.isEmpty()) {
      return ExitCode.TARGET_UNAVAILABLE;
    }
    List<Iteration> all = results.cells().stream().map(StudyCell::measurement).toList();
    boolean differs = available.stream().anyMatch(it -> !it.parity().allPassed());
    if (differs || all.stream().anyMatch(StudyOutcome::failed)) {
      return ExitCode.ANSWER_IS_NO;
    }
    return all.stream().anyMatch(StudyOutcome::lostEvents) || hasEmptyCell(results)
        ? ExitCode.INVALID_MEASUREMENT
        : ExitCode.GOOD;
  }

  private static boolean failed(Iteration iteration) {
    StreamCounts stream = iteration.stream();
    return iteration.counts().requestsFailed() > 0 || (stream != null && stream.promiseBroken());
  }

  private static boolean lostEvents(Iteration iteration) {
    Long stored = iteration.counts().eventsStored();
    return stored != null && stored != iteration.counts().eventsAcknowledged();
  }

  /// Whether a combination that was measured has no measurement that counts.
  private static boolean hasEmptyCell(StudyResults results) {
    Set<Map<String, String>> measured =
        results.cells().stream().map(StudyCell::levels).collect(Collectors.toSet());
    Set<Map<String, String>> valid =
        results.cells().stream()
            .filter(it -> it.measurement().valid())
            .map(StudyCell::levels)
            .collect(Collectors.toSet());
    return !valid.equals(measured);
  }
}
