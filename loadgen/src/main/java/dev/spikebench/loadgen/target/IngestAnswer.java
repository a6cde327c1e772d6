package dev.spikebench.loadgen.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spikebench.loadgen.request.SuccessRule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Takes the bytes of an answer to an ingest request and reads the counts from them.
///
/// It runs between two requests of a virtual user, where a parser's time would count as the
/// target's: so the usual spelling is scanned in place, without allocating, and every other one
/// (escaped names, `5.0` for `5`) is left to a parser. One thread at a time; reused.
final class IngestAnswer {
  private static final ObjectMapper PARSER = new ObjectMapper();
  private static final int INITIAL_BYTES = 4 * 1024;

  /// Largest answer that is kept; what goes beyond it is only counted, and the answer is no good.
  private static final int MAX_BYTES = 16 << 20;

  /// Digits that surely fit a long.
  private static final int MAX_DIGITS = 18;

  private static final byte[] RECEIVED = "received".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DUPLICATES = "duplicates".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] REJECTED = "rejected".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int length;
  private long totalBytes;
  private int position;
  private long received;
  private long duplicates;
  private long rejected;

  /// Forgets the answer before.
  void clear() {
    length = 0;
    totalBytes = 0;
    forgetCounts();
  }

  /// Takes all that remains in the buffer.
  void append(ByteBuffer source) {
    int count = source.remaining();
    totalBytes += count;
    if (totalBytes > MAX_BYTES) {
      source.position(source.limit());
      return;
    }
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
    source.get(bytes, length, count);
    length += count;
  }

  /// Bytes taken since the last [#clear()].
  long totalBytes() {
    return totalBytes;
  }

  /// Reads the counts. Returns whether the answer says how many events were received; where it does
  /// not, all counts are 0.
  boolean read() {
    if (totalBytes <= MAX_BYTES && (scan() || parse())) {
      return true;
    }
    forgetCounts();
    return false;
  }

  /// Whether the bytes are a good answer by a rule.
  boolean satisfies(SuccessRule rule) {
    return totalBytes <= MAX_BYTES && rule.acceptsBody(bytes, length);
  }

  /// Takes all events as received, for an answer that counts none itself.
  void acknowledge(int events) {
    forgetCounts();
    received = events;
  }

  private void forgetCounts() {
    received = 0;
    duplicates = 0;
    rejected = 0;
  }

  long received() {
    return received;
  }

  long duplicates() {
    return duplicates;
  }

  long rejected() {
    return rejected;
  }

  /// Whether the counts say that all of so many events were taken.
  boolean accountsFor(int events) {
    return rejected == 0 && received + duplicates == events;
  }

  private boolean scan() {
    position = 0;
    received = -1;
    if (next() != '{') {
      return false;
    }
    int separator = ',';
    while (separator == ',') {
      if (!member()) {
        return false;
      }
      separator = next();
    }
    return separator == '}' && next() < 0 && received >= 0;
  }

  private boolean member() {
    if (next() != '"') {
      return false;
    }
    int start = position;
    int end = skipString();
    if (end < 0 || next() != ':') {
      return false;
    }
    if (named(RECEIVED, start, end)) {
      received = number();
      return received >= 0;
    }
    if (named(DUPLICATES, start, end)) {
      duplicates = number();
      return duplicates >= 0;
    }
    long elements = skipValue();
    if (named(REJECTED, start, end)) {
      rejected = elements;
    }
    return elements >= 0;
  }

  private boolean named(byte[] name, int start, int end) {
    return Arrays.equals(bytes, start, end, name, 0, name.length);
  }

  /// The next byte that is no white space, or -1 at the end.
  private int next() {
    while (position < length) {
      byte each = bytes[position++];
      if (each != ' ' && each != '\n' && each != '\r' && each != '\t') {
        return each;
      }
    }
    return -1;
  }

  /// Goes behind the string whose quote was just read. Returns where its content ends, -1 where it
  /// holds an escape or does not end.
  private int skipString() {
    while (position < length) {
      byte each = bytes[position++];
      if (each == '"') {
        return position - 1;
      }
      if (each == '\\') {
        return -1;
      }
    }
    return -1;
  }

  /// A plain whole number, or -1 where there is none.
  private long number() {
    int first = next();
    long value = (long) first - '0';
    int digits = 1;
    while (position < length && bytes[position] >= '0' && bytes[position] <= '9') {
      value = value * 10 + bytes[position++] - '0';
      digits++;
    }
    boolean ends = position < length && bytes[position] != '.' && (bytes[position] | 32) != 'e';
    return first >= '0' && first <= '9' && digits <= MAX_DIGITS && ends ? value : -1;
  }

  /// Goes behind the next value. Returns the number of its elements where it is an array, else 0;
  /// -1 where it needs the parser.
  private long skipValue() {
    int first = next();
    if (first == '"') {
      return skipString() < 0 ? -1 : 0;
    }
    if (first != '[' && first != '{') {
      return skipScalar();
    }
    int depth = 1;
    long commas = 0;
    boolean empty = true;
    while (depth > 0) {
      int each = next();
      if (each < 0 || (each == '"' && skipString() < 0)) {
        return -1;
      }
      if (each == ']' || each == '}') {
        depth--;
        continue;
      }
      empty = false;
      if (each == '[' || each == '{') {
        depth++;
      } else if (each == ',' && depth == 1) {
        commas++;
      }
    }
    return empty || first == '{' ? 0 : commas + 1;
  }

  private long skipScalar() {
    while (position < length && bytes[position] != ',' && bytes[position] != '}') {
      position++;
    }
    return 0;
  }

  private boolean parse() {
    try {
      JsonNode root = PARSER.readTree(bytes, 0, length);
      received = wholeNumber(root.path("received"), -1);
      duplicates = wholeNumber(root.path("duplicates"), 0);
      rejected = root.path("rejected").size();
      return received >= 0 && duplicates >= 0;
    } catch (IOException e) {
      // No JSON, then: an answer that says nothing of what was stored.
      return false;
    }
  }

  private static long wholeNumber(JsonNode node, long absent) {
    if (node.isMissingNode()) {
      return absent;
    }
    double value = node.doubleValue();
    return node.isNumber() && value == Math.rint(value) ? (long) value : -1;
  }
}
