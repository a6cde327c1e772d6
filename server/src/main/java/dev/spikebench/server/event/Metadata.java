package dev.spikebench.server.event;

import java.nio.charset.StandardCharsets;

/// Metadata as it will be stored.
///
/// @param text valid UTF-8 once encoded
/// @param truncated whether it was over the cap
record Metadata(String text, boolean truncated) {
  /// What an event without metadata stores.
  static final Metadata NONE = new Metadata("{}", false);

  /// A string is stored as it is, or cut at the last whole code point that fits.
  static Metadata ofString(String value, int maxBytes) {
    String text = Texts.wellFormed(value);
    int length = Texts.prefixLength(text, maxBytes);
    return length == text.length()
        ? new Metadata(text, false)
        : new Metadata(text.substring(0, length), true);
  }

  /// Any other value is stored as compact JSON, or as a summary of it.
  static Metadata ofJson(CompactJson json, int maxBytes) {
    return json.length() <= maxBytes
        ? new Metadata(json.text(), false)
        : new Metadata(MetadataSummary.of(json, maxBytes), true);
  }

  /// A number, `true` or `false`.
  static Metadata ofScalar(String literal, int maxBytes) {
    // Minus zero counts as 0, and is the one integer that has a shorter spelling.
    byte[] bytes = (literal.equals("-0") ? "0" : literal).getBytes(StandardCharsets.US_ASCII);
    return ofJson(CompactJson.of(bytes, 0, bytes.length), maxBytes);
  }
}
