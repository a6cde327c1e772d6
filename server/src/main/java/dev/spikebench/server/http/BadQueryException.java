package dev.spikebench.server.http;

/// A query that can't be served; the message names the parameter and is sent to the client.
final class BadQueryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String problem;

  BadQueryException(String problem) {
    super(problem, null, false, false);
    this.problem = problem;
  }

  /// What is wrong, naming the parameter.
  String problem() {
    return problem;
  }
}
