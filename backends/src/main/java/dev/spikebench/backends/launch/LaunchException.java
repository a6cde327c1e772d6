package dev.spikebench.backends.launch;

import dev.spikebench.backends.BackendsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A backend did not start. Nothing of it runs any more, and its database is deleted; what it
/// printed is in the message and in its output file.
public final class LaunchException extends BackendsException {
  private static final long serialVersionUID = 1L;

  /// What kept a backend from starting.
  public enum Kind {
    /// The work directory can't be used.
    WORK_DIRECTORY,
    /// The program could not be run at all.
    NOT_RUN,
    /// The process ended before it was healthy.
    DIED,
    /// It lived, but was not healthy in time.
    TIMED_OUT,
    /// Its ready line names no address that can be reached.
    BAD_READY_LINE,
    /// Somebody else listens on the port that it named.
    FOREIGN_PORT,
    /// The waiting thread was interrupted, or this JVM is shutting down.
    INTERRUPTED
  }

  private final Kind kind;
  private final @Nullable Integer exitCode;
  private final transient List<String> lastOutput;

  LaunchException(
      Kind kind,
      String message,
      @Nullable Integer exitCode,
      List<String> lastOutput,
      @Nullable Throwable cause) {
    super(describe(message, lastOutput), cause);
    this.kind = kind;
    this.exitCode = exitCode;
    this.lastOutput = List.copyOf(lastOutput);
  }

  /// What kept it from starting.
  public Kind kind() {
    return kind;
  }

  /// The exit code of a process that died, else null.
  public @Nullable Integer exitCode() {
    return exitCode;
  }

  /// The last lines it printed, oldest first.
  public List<String> lastOutput() {
    return lastOutput;
  }

  private static String describe(String message, List<String> lastOutput) {
    if (lastOutput.isEmpty()) {
      return message;
    }
    return message + "\nIts last lines:\n  " + String.join("\n  ", lastOutput);
  }
}
