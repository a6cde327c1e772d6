package dev.spikebench.parity.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Incremental parser of `text/event-stream` after the HTML standard, section 9.2.6 ("Interpreting
/// an event stream"). Bytes may be cut anywhere. Works on bytes up to the end of a line: CR, LF and
/// colon are never part of a longer UTF-8 sequence, so a split one needs no care of its own. One
/// thread at a time.
public final class EventStreamReader {

  /// Takes what was parsed, on the thread that feeds.
  public interface Handler {
    /// A dispatched message.
    void message(StreamMessage message);

    /// A comment, without its colon.
    void comment(String text);

    /// A new reconnection time; the standard makes it a number of milliseconds.
    default void retry(long retryMs) {}
  }

  private final Handler handler;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder data = new StringBuilder();
  private String type = "";
  private String idBuffer = "";
  private boolean firstLine = true;
  private boolean afterCarriageReturn;

  /// Parses for `handler`.
  public EventStreamReader(Handler handler) {
    this.handler = handler;
  }

  /// Takes the next bytes. What is unfinished at the end of the stream is simply never dispatched,
  /// as the standard says.
  public void feed(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      feed(bytes[i]);
    }
  }

  private void feed(byte next) {
    boolean secondHalf = afterCarriageReturn && next == '\n';
    afterCarriageReturn = next == '\r';
    if (secondHalf) {
      return;
    }
    if (next == '\n' || next == '\r') {
      endLine();
    } else {
      line.write(next);
    }
  }

  private void endLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (firstLine && text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    firstLine = false;
    interpret(text);
  }

  private void interpret(String text) {
    int colon = text.indexOf(':');
    if (text.isEmpty()) {
      dispatch();
    } else if (colon == 0) {
      handler.comment(text.substring(1));
    } else if (colon < 0) {
      field(text, "");
    } else {
      int from = text.startsWith(" ", colon + 1) ? colon + 2 : colon + 1;
      field(text.substring(0, colon), text.substring(from));
    }
  }

  private void field(String name, String value) {
    switch (name) {
      case "event" -> type = value;
      case "data" -> data.append(value).append('\n');
      case "id" -> idBuffer = value.indexOf('\0') < 0 ? value : idBuffer;
      case "retry" -> retry(value);
      default -> {
        // The standard: any other field is ignored.
      }
    }
  }

  private void retry(String value) {
    // Eighteen digits always fit a long; a longer time is nothing anybody would wait for.
    if (value.matches("[0-9]{1,18}")) {
      handler.retry(Long.parseLong(value));
    }
  }

  private void dispatch() {
    if (data.isEmpty()) {
      type = "";
      return;
    }
    data.setLength(data.length() - 1);
    String shownType = type.isEmpty() ? "message" : type;
    StreamMessage message = new StreamMessage(shownType, data.toString(), idBuffer);
    data.setLength(0);
    type = "";
    handler.message(message);
  }
}
