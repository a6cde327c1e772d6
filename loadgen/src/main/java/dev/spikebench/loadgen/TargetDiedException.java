package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.TargetException;
import org.jspecify.annotations.Nullable;

/// The target stopped listening in the middle of the measured part. What had been measured until
/// then is kept.
public final class TargetDiedException extends TargetException {
  private static final long serialVersionUID = 1L;

  private final transient LoadResult partial;

  /// @param partial the result of the part that ran, invalid
  /// @param problem what is wrong and what to do next
  /// @param cause what it came from, or null
  TargetDiedException(LoadResult partial, String problem, @Nullable Throwable cause) {
    super(partial.target(), problem, cause);
    this.partial = partial;
  }

  /// The result of the part that ran: its counts and latencies are right, it is never valid.
  public LoadResult partial() {
    return partial;
  }
}
