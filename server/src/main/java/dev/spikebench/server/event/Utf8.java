package dev.spikebench.server.event;

/// Strict UTF-8 (RFC 3629): no overlong forms, no encoded surrogates, nothing over U+10FFFF.
final class Utf8 {
  private Utf8() {}

  static boolean isValid(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int i = skipAscii(bytes, offset, end);
    while (i < end) {
      int size = sequenceLength(bytes, i, end);
      if (size == 0) {
        return false;
      }
      i = skipAscii(bytes, i + size, end);
    }
    return true;
  }

  /// The index of the first byte from `i` on that is no ASCII, or `end`.
  private static int skipAscii(byte[] b, int from, int end) {
    int i = from;
    // Eight at a time: nearly all of an event is ASCII.
    while (i + 8 <= end
        && (b[i] | b[i + 1] | b[i + 2] | b[i + 3] | b[i + 4] | b[i + 5] | b[i + 6] | b[i + 7])
            >= 0) {
      i += 8;
    }
    while (i < end && b[i] >= 0) {
      i++;
    }
    return i;
  }

  /// Length of the well-formed sequence that begins at `i`, 0 where there is none (table 3-7 of the
  /// Unicode Standard).
  private static int sequenceLength(byte[] b, int i, int end) {
    int lead = b[i] & 0xFF;
    int size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (size == 0 || i + size > end) {
      return 0;
    }
    int second = b[i + 1] & 0xFF;
    int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < lowest || second > highest) {
      return 0;
    }
    for (int k = 2; k < size; k++) {
      if ((b[i + k] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return size;
  }
}
