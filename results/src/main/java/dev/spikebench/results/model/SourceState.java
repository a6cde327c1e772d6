package dev.spikebench.results.model;

import org.jspecify.annotations.Nullable;

/// The state of the repository that was measured.
///
/// @param commit the commit that was checked out
/// @param dirty whether there were uncommitted changes; null where that cannot be told
public record SourceState(Fact commit, @Nullable Boolean dirty) {

  /// @throws IllegalArgumentException when the commit is missing
  public SourceState {
    Checks.present("source.commit", commit);
  }
}
