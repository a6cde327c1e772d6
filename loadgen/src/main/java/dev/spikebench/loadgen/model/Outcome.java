package dev.spikebench.loadgen.model;

/// How a request ended. Every request that was sent ends as exactly one of these.
public enum Outcome {
  /// 200 or 201, and the counts in the body add up to the events sent, none of them rejected.
  OK("ok"),
  /// 200 or 201, but the body says that events were rejected, or its counts do not add up.
  REJECTED("rejected"),
  /// Any other status.
  HTTP_STATUS("http status"),
  /// No complete answer within the time limit of a request.
  TIMEOUT("timeout"),
  /// No connection could be made to send it on.
  CONNECT("connect"),
  /// The connection broke, or what came back was no HTTP.
  READ_WRITE("read/write"),
  /// In flight when the run was cancelled or its deadline passed.
  ABORTED("aborted");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  /// Short words for a table or a message.
  public String text() {
    return text;
  }

  /// Whether the request counts as failed: everything but [#OK].
  public boolean failed() {
    return this != OK;
  }
}
