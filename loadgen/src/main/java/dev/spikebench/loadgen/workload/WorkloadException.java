package dev.spikebench.loadgen.workload;

import dev.spikebench.loadgen.model.LoadException;
import org.jspecify.annotations.Nullable;

/// A workload, or the nonce of a run, has a value that can't be used. The message names the field
/// and the value.
public final class WorkloadException extends LoadException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /// @param field the workload's field, as it is written in files and on the command line
  /// @param value the value given
  /// @param rule what the value must be
  public WorkloadException(String field, @Nullable Object value, String rule) {
    super(field + " " + rule + ", but is " + value);
    this.field = field;
  }

  /// The name of the field that is wrong.
  public String field() {
    return field;
  }
}
