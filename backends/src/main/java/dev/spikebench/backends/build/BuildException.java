package dev.spikebench.backends.build;

import dev.spikebench.backends.BackendsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A backend could not be built. The message names the step and ends with its last lines.
public final class BuildException extends BackendsException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Integer exitCode;
  private final transient List<String> lastOutput;

  BuildException(String message) {
    this(message, null, List.of(), null);
  }

  BuildException(
      String message,
      @Nullable Integer exitCode,
      List<String> lastOutput,
      @Nullable Throwable cause) {
    super(
        lastOutput.isEmpty()
            ? message
            : message + "\nIts last lines:\n  " + String.join("\n  ", lastOutput),
        cause);
    this.exitCode = exitCode;
    this.lastOutput = List.copyOf(lastOutput);
  }

  /// Exit code of the step that failed; null where none was run to its end.
  public @Nullable Integer exitCode() {
    return exitCode;
  }

  /// The last lines of the step that failed, oldest first.
  public List<String> lastOutput() {
    return lastOutput;
  }
}
