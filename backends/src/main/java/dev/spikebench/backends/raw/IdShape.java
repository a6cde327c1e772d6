package dev.spikebench.backends.raw;

import java.util.Arrays;
import java.util.Optional;

/// What the inserted events' ids are like: no other property of a workload changes the rate of
/// inserts as much.
public enum IdShape {
  /// Ascending, as in the workload `spec`.
  SPEC("spec"),
  /// Version 4 UUIDs, as in the workload `random-ids`.
  RANDOM_IDS("random-ids");

  private final String text;

  IdShape(String text) {
    this.text = text;
  }

  /// Its name, that of the workload.
  public String text() {
    return text;
  }

  /// The shape of a workload's ids; empty for a workload whose ids are like neither.
  public static Optional<IdShape> of(String workload) {
    return Arrays.stream(values()).filter(shape -> shape.text.equals(workload)).findFirst();
  }
}
