package dev.spikebench.server.event;

import java.nio.charset.StandardCharsets;

/// One JSON value without insignificant white space and without needless escapes: what
/// `JSON.stringify` writes, but for the spelling of numbers and for repeated keys, which stay as
/// they were received. Made from bytes that a JSON parser has accepted already.
final class CompactJson {
  private static final int ESCAPE_LENGTH = 6;
  private static final String HEX = "0123456789abcdef";

  private final byte[] bytes;
  private final int start;
  private final int length;

  private CompactJson(byte[] bytes, int start, int length) {
    this.bytes = bytes;
    this.start = start;
    this.length = length;
  }

  /// Compacts the value in `[start, end)`. Where it is compact already the bytes are shared, not
  /// copied.
  static CompactJson of(byte[] json, int start, int end) {
    return isCompact(json, start, end)
        ? new CompactJson(json, start, end - start)
        : new Writer(json, start, end).write();
  }

  /// Number of UTF-8 bytes.
  int length() {
    return length;
  }

  /// The byte at an index from 0.
  byte at(int index) {
    return bytes[start + index];
  }

  String text() {
    return text(0, length);
  }

  String text(int from, int to) {
    return new String(bytes, start + from, to - from, StandardCharsets.UTF_8);
  }

  private static boolean isCompact(byte[] json, int start, int end) {
    boolean inString = false;
    for (int i = start; i < end; i++) {
      byte b = json[i];
      if (inString) {
        if (b == '\\') {
          return false;
        }
        inString = b != '"';
      } else if (b == '"') {
        inString = true;
      } else if (b <= ' ' || isNegativeZero(json, i, end)) {
        return false;
      }
    }
    return true;
  }

  /// The token `-0` and no longer one such as `-0.5`.
  private static boolean isNegativeZero(byte[] json, int i, int end) {
    if (json[i] != '-' || json[i + 1] != '0') {
      return false;
    }
    byte next = i + 2 < end ? json[i + 2] : (byte) ' ';
    // In -1e-0 the sign stands in an exponent.
    boolean signOfNumber = i == 0 || (json[i - 1] != 'e' && json[i - 1] != 'E');
    return signOfNumber && next != '.' && next != 'e' && next != 'E';
  }

  /// Copies while it compacts. The result is never longer than the source.
  private static final class Writer {
    private final byte[] json;
    private final int start;
    private final int end;
    private final byte[] out;
    private int size;

    Writer(byte[] json, int start, int end) {
      this.json = json;
      this.start = start;
      this.end = end;
      this.out = new byte[end - start];
    }

    CompactJson write() {
      int i = start;
      while (i < end) {
        byte b = json[i];
        if (b == '"') {
          i = copyString(i);
        } else if (b <= ' ' || isNegativeZero(json, i, end)) {
          i++;
        } else {
          put(b);
          i++;
        }
      }
      return new CompactJson(out, 0, size);
    }

    /// Copies the string that opens at `i` and returns the index behind it.
    private int copyString(int open) {
      put('"');
      int i = open + 1;
      while (json[i] != '"') {
        if (json[i] == '\\') {
          i = copyEscape(i);
        } else {
          put(json[i]);
          i++;
        }
      }
      put('"');
      return i + 1;
    }

    private int copyEscape(int i) {
      byte kind = json[i + 1];
      if (kind == 'u') {
        return copyUnicodeEscape(i);
      }
      if (kind != '/') {
        put('\\');
      }
      put(kind);
      return i + 2;
    }

    private int copyUnicodeEscape(int i) {
      int unit = hex(i + 2);
      int next = i + ESCAPE_LENGTH;
      if (!Character.isSurrogate((char) unit)) {
        putCodePoint(unit);
        return next;
      }
      if (Character.isHighSurrogate((char) unit) && json[next] == '\\' && json[next + 1] == 'u') {
        int low = hex(next + 2);
        if (Character.isLowSurrogate((char) low)) {
          putCodePoint(Character.toCodePoint((char) unit, (char) low));
          return next + ESCAPE_LENGTH;
        }
      }
      putCodePoint(Texts.REPLACEMENT);
      return next;
    }

    private int hex(int i) {
      int value = 0;
      for (int k = i; k < i + 4; k++) {
        value = (value << 4) | Character.digit(json[k], 16);
      }
      return value;
    }

    private void putCodePoint(int c) {
      if (c < 0x80) {
        putAscii(c);
      } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        putContinuation(c);
      } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        putContinuation(c >> 6);
        putContinuation(c);
      } else {
        put(0xF0 | (c >> 18));
        putContinuation(c >> 12);
        putContinuation(c >> 6);
        putContinuation(c);
      }
    }

    private void putContinuation(int bits) {
      put(0x80 | (bits & 0x3F));
    }

    private void putAscii(int c) {
      int letter =
          switch (c) {
            case '"', '\\' -> c;
            case '\b' -> 'b';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\f' -> 'f';
            case '\r' -> 'r';
            default -> 0;
          };
      if (letter != 0) {
        put('\\');
        put(letter);
      } else if (c < ' ') {
        put('\\');
        put('u');
        put('0');
        put('0');
        put(HEX.charAt(c >> 4));
        put(HEX.charAt(c & 0xF));
      } else {
        put(c);
      }
    }

    private void put(int b) {
      out[size++] = (byte) b;
    }
  }
}
