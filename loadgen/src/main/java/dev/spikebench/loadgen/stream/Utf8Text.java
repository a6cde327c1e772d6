package dev.spikebench.loadgen.stream;

import java.nio.charset.StandardCharsets;

/// Decodes UTF-8 as the WHATWG Encoding Standard has it ("UTF-8 decoder", error mode
/// "replacement"): each longest prefix of a sequence that could have become valid is one U+FFFD.
///
/// Java's own decoder differs: it makes one replacement of an encoded surrogate where the standard
/// has three.
final class Utf8Text {
  private static final char REPLACEMENT = '\uFFFD';
  private static final int CONTINUATION_LOW = 0x80;
  private static final int CONTINUATION_HIGH = 0xBF;

  private final byte[] bytes;
  private final int limit;
  private final StringBuilder text;
  private int at;

  private Utf8Text(byte[] bytes, int from, int limit) {
    this.bytes = bytes;
    this.at = from;
    this.limit = limit;
    this.text = new StringBuilder(limit - from);
  }

  /// The text of some bytes. A byte order mark among them is a character like any other.
  static String decode(byte[] bytes, int from, int limit) {
    for (int i = from; i < limit; i++) {
      if (bytes[i] < 0) {
        return new Utf8Text(bytes, from, limit).decode();
      }
    }
    return new String(bytes, from, limit - from, StandardCharsets.US_ASCII);
  }

  private String decode() {
    while (at < limit) {
      int first = bytes[at++] & 0xFF;
      if (first < 0x80) {
        text.append((char) first);
      } else if (first >= 0xC2 && first <= 0xDF) {
        sequence(first & 0x1F, 1, CONTINUATION_LOW, CONTINUATION_HIGH);
      } else if (first >= 0xE0 && first <= 0xEF) {
        int low = first == 0xE0 ? 0xA0 : CONTINUATION_LOW;
        int high = first == 0xED ? 0x9F : CONTINUATION_HIGH;
        sequence(first & 0xF, 2, low, high);
      } else if (first >= 0xF0 && first <= 0xF4) {
        int low = first == 0xF0 ? 0x90 : CONTINUATION_LOW;
        int high = first == 0xF4 ? 0x8F : CONTINUATION_HIGH;
        sequence(first & 0x7, 3, low, high);
      } else {
        text.append(REPLACEMENT);
      }
    }
    return text.toString();
  }

  /// Reads the continuation bytes of a sequence; the first of them has bounds of its own.
  private void sequence(int start, int count, int firstLow, int firstHigh) {
    int codePoint = start;
    int low = firstLow;
    int high = firstHigh;
    for (int i = 0; i < count; i++) {
      int next = at < limit ? bytes[at] & 0xFF : -1;
      if (next < low || next > high) {
        text.append(REPLACEMENT);
        return;
      }
      codePoint = (codePoint << 6) | (next & 0x3F);
      at++;
      low = CONTINUATION_LOW;
      high = CONTINUATION_HIGH;
    }
    text.appendCodePoint(codePoint);
  }
}
