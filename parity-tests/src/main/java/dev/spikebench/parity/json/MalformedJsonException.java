package dev.spikebench.parity.json;

/// The bytes are no JSON document: not UTF-8, or not as RFC 8259 has it.
public final class MalformedJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedJsonException(String message) {
    super(message);
  }
}
