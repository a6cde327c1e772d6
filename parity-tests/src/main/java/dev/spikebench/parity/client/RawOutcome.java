package dev.spikebench.parity.client;

/// How reading an answer from a socket ended. Nothing within the time is an outcome, not an error.
/// `received` is what had arrived and was not part of a whole answer, a character a byte.
public sealed interface RawOutcome {

  /// A whole answer, after `interimAnswers` of status 1xx.
  record Answered(HttpAnswer httpAnswer, int interimAnswers) implements RawOutcome {}

  /// The backend closed its side (FIN).
  record EndOfStream(String received) implements RawOutcome {}

  /// The connection was reset (RST).
  record ConnectionReset(String received) implements RawOutcome {}

  /// The time was over first.
  record TimedOut(String received) implements RawOutcome {}

  /// The bytes were no HTTP answer.
  record NotHttp(String received) implements RawOutcome {}

  /// The answer.
  ///
  /// @throws CallFailedException where there is none, naming the outcome
  default HttpAnswer answer() {
    if (this instanceof Answered answered) {
      return answered.httpAnswer();
    }
    throw new CallFailedException("No answer on the connection, but " + this);
  }

  /// Whether the connection is over, by FIN or by RST.
  default boolean closed() {
    return this instanceof EndOfStream || this instanceof ConnectionReset;
  }
}
