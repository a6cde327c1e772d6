package dev.spikebench.backends.raw;

import dev.spikebench.backends.BackendsException;
import org.jspecify.annotations.Nullable;

/// The rate of raw inserts could not be measured.
public final class RawInsertException extends BackendsException {
  private static final long serialVersionUID = 1L;

  RawInsertException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
