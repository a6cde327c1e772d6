package dev.spikebench.results;

/// Something is wrong with a result file or with what it is made from. The message names the place
/// and what to do next.
public class ResultsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// @param message the place, what is wrong there, and what to do next
  public ResultsException(String message) {
    super(message);
  }

  /// @param message the place, what is wrong there, and what to do next
  /// @param cause what was caught
  public ResultsException(String message, Throwable cause) {
    super(message, cause);
  }
}
