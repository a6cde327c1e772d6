package dev.spikebench.loadgen.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads `text/event-stream` from chunks of bytes, split anywhere, as WHATWG HTML has it ("9.2.6
/// Interpreting an event stream").
///
/// The standard decodes before it looks for lines; here lines are found in the bytes, which is the
/// same: CR, LF, the colon and the space are never part of a longer UTF-8 sequence. A line ends
/// with its CR, not with what follows, so that a message is told as early as it can be.
///
/// One thread. What is held is bounded: one unfinished line and the data of one message.
public final class EventStreamReader {
  /// Largest line, and largest data of one message, that is kept unless something else is said: the
  /// contract cuts a subscriber off when as much waits for it.
  public static final int DEFAULT_MAX_BYTES = 16 << 20;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ID = "id".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RETRY = "retry".getBytes(StandardCharsets.US_ASCII);

  private final EventStreamListener listener;
  private final ByteStore line;
  private final ByteStore data;
  private final StreamMessage message;
  private boolean atFirstLine = true;
  private boolean afterCarriageReturn;
  private boolean hasData;
  private String type = "";
  private String lastEventId = "";

  /// A reader with the default limit.
  public EventStreamReader(EventStreamListener listener) {
    this(listener, DEFAULT_MAX_BYTES);
  }

  /// @param listener is told what the stream holds
  /// @param maxBytes longest line, and most data of one message, in bytes; at least 1
  public EventStreamReader(EventStreamListener listener, int maxBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1, but is " + maxBytes);
    }
    this.listener = listener;
    this.line = new ByteStore("a line", maxBytes);
    this.data = new ByteStore("a message", maxBytes);
    this.message = new StreamMessage(data);
  }

  /// Takes the next bytes of the stream.
  ///
  /// @throws EventStreamException if a line or the data of a message is longer than the limit; the
  ///   reader can't be used any more then
  public void feed(byte[] bytes, int offset, int length) {
    int limit = offset + length;
    int start = offset;
    while (start < limit) {
      if (afterCarriageReturn) {
        afterCarriageReturn = false;
        if (bytes[start] == '\n') {
          start++;
          continue;
        }
      }
      int end = LineEnds.find(bytes, start, limit);
      if (end == limit) {
        line.append(bytes, start, limit);
        return;
      }
      afterCarriageReturn = bytes[end] == '\r';
      endLine(bytes, start, end);
      start = end + 1;
    }
  }

  /// The stream has ended. What is unfinished is no message and is dropped; a reader serves one
  /// stream.
  public void end() {
    line.clear();
    dropMessage();
  }

  private void endLine(byte[] bytes, int start, int end) {
    if (line.isEmpty()) {
      // The limit holds wherever the chunks are split.
      line.requireRoom(end - start);
      line(bytes, start, end);
      return;
    }
    line.append(bytes, start, end);
    line(line.array(), 0, line.length());
    line.clear();
  }

  private void line(byte[] bytes, int start, int end) {
    int from = start;
    if (atFirstLine) {
      atFirstLine = false;
      from += startsWithByteOrderMark(bytes, start, end) ? BYTE_ORDER_MARK.length : 0;
    }
    if (from == end) {
      dispatch();
      return;
    }
    int colon = from;
    while (colon < end && bytes[colon] != ':') {
      colon++;
    }
    if (colon == from) {
      listener.comment(Utf8Text.decode(bytes, from + 1, end));
      return;
    }
    int value = Math.min(colon + 1, end);
    value += value < end && bytes[value] == ' ' ? 1 : 0;
    field(bytes, from, colon, value, end);
  }

  private void field(byte[] bytes, int start, int nameEnd, int value, int end) {
    if (named(DATA, bytes, start, nameEnd)) {
      if (hasData) {
        data.append((byte) '\n');
      }
      hasData = true;
      data.append(bytes, value, end);
    } else if (named(EVENT, bytes, start, nameEnd)) {
      type = Utf8Text.decode(bytes, value, end);
    } else if (named(ID, bytes, start, nameEnd)) {
      id(Utf8Text.decode(bytes, value, end));
    } else if (named(RETRY, bytes, start, nameEnd)) {
      retry(Utf8Text.decode(bytes, value, end));
    }
  }

  private static boolean named(byte[] name, byte[] bytes, int start, int end) {
    return Arrays.equals(name, 0, name.length, bytes, start, end);
  }

  private void id(String value) {
    if (value.indexOf(0) < 0) {
      lastEventId = value;
    }
  }

  /// Digits alone; none at all are no number either.
  private void retry(String digits) {
    if (digits.isEmpty() || !digits.chars().allMatch(each -> each >= '0' && each <= '9')) {
      return;
    }
    long milliseconds = 0;
    for (int i = 0; i < digits.length() && milliseconds < Long.MAX_VALUE; i++) {
      int digit = digits.charAt(i) - '0';
      milliseconds =
          milliseconds > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : milliseconds * 10 + digit;
    }
    listener.retry(milliseconds);
  }

  /// A blank line ends a message. One without any data line is none; one whose data lines are empty
  /// is.
  private void dispatch() {
    if (hasData) {
      message.set(type, lastEventId);
      listener.message(message);
    }
    dropMessage();
  }

  private void dropMessage() {
    data.clear();
    hasData = false;
    type = "";
  }

  private static boolean startsWithByteOrderMark(byte[] bytes, int start, int end) {
    return end - start >= BYTE_ORDER_MARK.length
        && Arrays.equals(bytes, start, start + BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, 3);
  }
}
