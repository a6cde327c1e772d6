package dev.spikebench.loadgen.stream;

import java.util.Arrays;

/// Walks through JSON without building anything from it. It understands what serialisers usually
/// write and says so where it does not; what it skips it does not check. One thread; reused.
final class JsonCursor {
  /// Digits that surely fit a long.
  private static final int MAX_DIGITS = 18;

  private byte[] bytes = {};
  private int at;
  private int limit;
  private int start;
  private int end;
  private boolean plain;

  void reset(byte[] newBytes, int newLimit) {
    bytes = newBytes;
    at = 0;
    limit = newLimit;
  }

  /// The next byte that is no white space, or -1 at the end.
  int next() {
    while (at < limit) {
      byte each = bytes[at++];
      if (each != ' ' && each != '\n' && each != '\r' && each != '\t') {
        return each;
      }
    }
    return -1;
  }

  /// Reads a member's name and its colon, after `{` or a comma. False where there is none or its
  /// name holds an escape.
  boolean name() {
    return next() == '"' && string() && next() == ':';
  }

  /// Reads the string whose quote was just read. False where it does not end or holds an escape.
  boolean string() {
    return skipString() && plain;
  }

  /// Whether the string read last is this one.
  boolean is(byte[] text) {
    return Arrays.equals(bytes, start, end, text, 0, text.length);
  }

  /// Key of the string read last.
  long key() {
    return EventKey.of(bytes, start, end);
  }

  /// Goes behind the next value. False where it does not end.
  boolean skipValue() {
    int first = next();
    if (first == '"') {
      return skipString();
    }
    if (first == '{' || first == '[') {
      return skipNested(1);
    }
    while (at < limit && bytes[at] != ',' && bytes[at] != '}' && bytes[at] != ']') {
      at++;
    }
    return first >= 0;
  }

  /// Goes behind the end of what was opened so many times. False where it does not end.
  boolean skipNested(int opened) {
    int depth = opened;
    while (at < limit && depth > 0) {
      byte each = bytes[at++];
      if (each == '"') {
        if (!skipString()) {
          return false;
        }
      } else if (each == '{' || each == '[') {
        depth++;
      } else if (each == '}' || each == ']') {
        depth--;
      }
    }
    return depth == 0;
  }

  /// The whole number that begins with the byte just read; -1 where it is spelled in another way
  /// than plain digits.
  long wholeNumber(int first) {
    long value = (long) first - '0';
    int digits = 1;
    while (at < limit && bytes[at] >= '0' && bytes[at] <= '9' && digits < MAX_DIGITS) {
      value = value * 10 + bytes[at++] - '0';
      digits++;
    }
    boolean ends = at < limit && (bytes[at] == ',' || bytes[at] == '}' || bytes[at] == ' ');
    return first >= '0' && first <= '9' && ends ? value : -1;
  }

  private boolean skipString() {
    start = at;
    plain = true;
    while (at < limit) {
      byte each = bytes[at++];
      if (each == '"') {
        end = at - 1;
        return true;
      }
      if (each == '\\') {
        plain = false;
        at++;
      }
    }
    return false;
  }
}
