package dev.spikebench.cli.ceiling;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one binding made of one case.
///
/// @param backendId whose binding
/// @param testCase the case
/// @param eventsPerSecond the rate of each pass, in the order of measurement; empty where it could
///   not be measured
/// @param reason why it could not; null where it could
record CeilingRate(
    String backendId, CeilingCase testCase, List<Double> eventsPerSecond, @Nullable String reason) {

  CeilingRate {
    eventsPerSecond = List.copyOf(eventsPerSecond);
  }

  /// The median of the passes, the lower one of two in the middle; null where there is none.
  @Nullable Double median() {
    List<Double> sorted = eventsPerSecond.stream().sorted().toList();
    return sorted.isEmpty() ? null : sorted.get((sorted.size() - 1) / 2);
  }
}
