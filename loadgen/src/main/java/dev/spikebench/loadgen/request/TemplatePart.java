package dev.spikebench.loadgen.request;

/// A piece of a body template.
sealed interface TemplatePart {
  /// Bytes that are the same in every body.
  @SuppressWarnings("ArrayRecordComponent") // never compared, and never given away
  record Literal(byte[] bytes) implements TemplatePart {}

  /// The number of the request.
  record Index() implements TemplatePart {}

  /// A UUID.
  record Uuid() implements TemplatePart {}

  /// The run's nonce.
  record Nonce() implements TemplatePart {}

  /// The run's instant.
  record Timestamp() implements TemplatePart {}

  /// A whole number between two others, both included.
  record Random(long least, long most) implements TemplatePart {}
}
