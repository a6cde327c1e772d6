package dev.spikebench.results.imported;

import dev.spikebench.results.ResultsException;

/// A published document cannot be taken over. The message names the document and the place.
public final class ImportException extends ResultsException {

  private static final long serialVersionUID = 1L;

  ImportException(String message) {
    super(message);
  }

  ImportException(String message, Throwable cause) {
    super(message, cause);
  }
}
