package dev.spikebench.results.json;

import dev.spikebench.results.ResultsException;

/// A result file cannot be read or written. The message names the file and, inside it, the place.
public final class ResultFileException extends ResultsException {

  private static final long serialVersionUID = 1L;

  ResultFileException(String message) {
    super(message);
  }

  ResultFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
