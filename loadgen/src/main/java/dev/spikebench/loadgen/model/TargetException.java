package dev.spikebench.loadgen.model;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// The target can't be reached, may not be loaded, or died in the middle of a run.
public class TargetException extends LoadException {
  private static final long serialVersionUID = 1L;

  private final URI target;

  /// @param target the URL that was asked
  /// @param problem what is wrong with it and what to do next
  /// @param cause what it came from, or null
  public TargetException(URI target, String problem, @Nullable Throwable cause) {
    super(target + ": " + problem + describe(cause), cause);
    this.target = target;
  }

  /// The URL of the target.
  public URI target() {
    return target;
  }

  private static String describe(@Nullable Throwable cause) {
    if (cause == null) {
      return "";
    }
    String text =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return " (cause: " + text + ")";
  }
}
