package dev.spikebench.server.event;

/// Strings as the contract counts and trims them.
final class Texts {
  /// U+FFFD, which takes the place of a lone surrogate: that one has no UTF-8 form.
  static final char REPLACEMENT = '\uFFFD';

  private static final int MAX_BYTES_PER_CHAR = 3;

  private Texts() {}

  /// Removes at both ends what JavaScript's `trim` removes, and nothing else.
  static String trim(String text) {
    int end = text.length();
    int start = 0;
    while (start < end && isTrimmed(text.charAt(start))) {
      start++;
    }
    while (end > start && isTrimmed(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /// WhiteSpace and LineTerminator of ECMA-262, which are not what Java's own trimming removes.
  private static boolean isTrimmed(char c) {
    if (c < 0x80) {
      return c == ' ' || (c >= '\t' && c <= '\r');
    }
    return switch (c) {
      case 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF -> true;
      default -> c >= 0x2000 && c <= 0x200A;
    };
  }

  /// The text with U+FFFD in place of each lone surrogate; the same object where there is none.
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaceLoneSurrogates(text);
      }
    }
    return text;
  }

  private static String replaceLoneSurrogates(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
        .forEach(result::appendCodePoint);
    return result.toString();
  }

  /// Whether a well-formed text has at most so many UTF-8 bytes.
  static boolean fits(String text, int maxBytes) {
    return prefixLength(text, maxBytes) == text.length();
  }

  /// The length in chars of the longest prefix of whole code points that has at most so many UTF-8
  /// bytes. The text must be well formed.
  static int prefixLength(String text, int maxBytes) {
    int length = text.length();
    if (length <= maxBytes / MAX_BYTES_PER_CHAR) {
      return length;
    }
    int bytes = 0;
    int i = 0;
    while (i < length) {
      char c = text.charAt(i);
      boolean pair = Character.isHighSurrogate(c);
      bytes += pair ? 4 : c < 0x80 ? 1 : c < 0x800 ? 2 : MAX_BYTES_PER_CHAR;
      if (bytes > maxBytes) {
        return i;
      }
      i += pair ? 2 : 1;
    }
    return length;
  }
}
