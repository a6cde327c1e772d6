package dev.spikebench.loadgen.workload;

import java.util.Locale;

/// How the `event_id` of the events of a run looks. The shape of that key changes insert rates more
/// than any runtime does, so it is a factor of the workload and never an accident.
public enum EventIdShape {
  /// `<run nonce>-<nine digits>`: the ids of a run ascend, as in the spec workload.
  SEQUENTIAL,
  /// A UUID of version 4 for each event, drawn from the run's seed and nonce.
  RANDOM;

  /// The word used in files and on the command line: `sequential` or `random`.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads what [#text()] writes.
  ///
  /// @throws WorkloadException if the word is neither, naming both
  public static EventIdShape fromText(String text) {
    for (EventIdShape shape : values()) {
      if (shape.text().equals(text)) {
        return shape;
      }
    }
    throw new WorkloadException("ids", text, "must be sequential or random");
  }
}
