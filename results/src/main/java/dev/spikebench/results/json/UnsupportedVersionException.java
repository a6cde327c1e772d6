package dev.spikebench.results.json;

import dev.spikebench.results.ResultsException;

/// A result file has a layout of another major version. It is told apart from a damaged file
/// because it is not comparable rather than broken.
public final class UnsupportedVersionException extends ResultsException {

  private static final long serialVersionUID = 1L;

  UnsupportedVersionException(String message) {
    super(message);
  }
}
