package dev.spikebench.cli;

/// How every command tells a script what happened. These numbers are promised to users: none is
/// ever reused for something else.
public enum ExitCode {
  /// All went well, and the answer is yes where a question was asked.
  GOOD(0),
  /// The tool itself failed: a defect, or the machine refused something it needs.
  TOOL_FAILURE(1),
  /// The command line, a descriptor or another input is wrong.
  USAGE(2),
  /// The answer is no: a regression, a breached threshold, a parity difference, failed requests.
  ANSWER_IS_NO(3),
  /// The measurement does not count: the client was the limit, counts do not match, a harness
  /// fault.
  INVALID_MEASUREMENT(4),
  /// The target did not start, died, or can't be reached.
  TARGET_UNAVAILABLE(5),
  /// The two sides can't be compared.
  NOT_COMPARABLE(6),
  /// Cannot tell, where `--strict` asked for an answer.
  INCONCLUSIVE(7),
  /// Interrupted by SIGINT; a partial result may have been written.
  INTERRUPTED(130),
  /// Ended by SIGTERM; a partial result may have been written.
  TERMINATED(143);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /// The number that the process ends with.
  public int code() {
    return code;
  }
}
