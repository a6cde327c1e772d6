package dev.spikebench.parity.script;

import java.util.Locale;

/// How the bytes of a request's body travel.
///
/// @param kind whether a length is declared or chunks are sent
/// @param pieceBytes size of a chunk, or of a separate write; 0 sends all at once
public record Framing(Kind kind, int pieceBytes) {

  /// The ways a body's end is told.
  public enum Kind {
    /// `Content-Length`.
    LENGTH,
    /// `Transfer-Encoding: chunked`.
    CHUNKED,
    /// Neither: the headers are sent as they stand.
    AS_GIVEN
  }

  /// A declared length, written at once.
  public static final Framing PLAIN = new Framing(Kind.LENGTH, 0);

  /// What a person would type, and [#parse] reads.
  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + ":" + pieceBytes;
  }

  /// Reads what [#toString] wrote.
  ///
  /// @throws IllegalArgumentException where it did not
  public static Framing parse(String text) {
    int colon = text.indexOf(':');
    return new Framing(
        Kind.valueOf(text.substring(0, Math.max(colon, 0)).toUpperCase(Locale.ROOT)),
        Integer.parseInt(text.substring(colon + 1)));
  }
}
