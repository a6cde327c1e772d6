package dev.spikebench.results.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether two results mean the same kind of thing by one backend's id: a plain jar and a packaged
/// distribution are two, whatever they are called. Stateless.
public final class ArtifactKind {

  /// An application that weighs so many times more than before is packaged in another way.
  private static final double ANOTHER_SIZE = 1.25;

  private static final double BYTES_PER_MB = 1024.0 * 1024.0;

  private ArtifactKind() {}

  /// What tells them apart, in a few words; empty where nothing does. Files that do not tell the
  /// command are told apart by what the application weighs.
  public static Optional<String> difference(BackendSummary before, BackendSummary after) {
    List<String> first = before.command();
    List<String> second = after.command();
    if (first != null && second != null) {
      return first.equals(second)
          ? Optional.empty()
          : Optional.of(
              "%s was started by another command (%s, then %s)"
                  .formatted(after.name(), String.join(" ", first), String.join(" ", second)));
    }
    Double from = before.metric(SummaryKey.RUNTIME_SIZE_BYTES).value();
    Double to = after.metric(SummaryKey.RUNTIME_SIZE_BYTES).value();
    if (from == null || to == null || from <= 0 || to <= 0) {
      return Optional.empty();
    }
    return Math.max(from / to, to / from) < ANOTHER_SIZE
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s is another kind of artifact (its application weighs %.1f MB, then %.1f MB)",
                after.name(),
                from / BYTES_PER_MB,
                to / BYTES_PER_MB));
  }
}
