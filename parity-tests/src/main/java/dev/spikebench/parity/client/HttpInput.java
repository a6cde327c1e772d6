package dev.spikebench.parity.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads HTTP/1.1 answers from a byte stream (RFC 9112, sections 4, 5 and 7). One thread at a time.
/// What was read since [#restart] is kept for the message, up to a cap.
final class HttpInput {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [0-9]{3}( .*)?");
  private static final int MAX_LINE_BYTES = 64 * 1024;
  private static final int MAX_KEPT_BYTES = 4096;

  private final InputStream source;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  HttpInput(InputStream source) {
    this.source = source;
  }

  /// The bytes do not follow the grammar.
  static final class NotHttpException extends IOException {
    private static final long serialVersionUID = 1L;

    NotHttpException(String message) {
      super(message);
    }
  }

  /// The head of an answer.
  record Head(int status, List<Header> headers) {
    List<String> values(String name) {
      return headers.stream()
          .filter(header -> header.name().equalsIgnoreCase(name))
          .map(Header::value)
          .toList();
    }
  }

  /// Forgets what was kept: the next answer begins.
  void restart() {
    kept.reset();
  }

  /// What was read since the last restart, a character a byte.
  String received() {
    return kept.toString(StandardCharsets.ISO_8859_1);
  }

  Head readHead() throws IOException {
    String statusLine = readLine();
    if (!STATUS_LINE.matcher(statusLine).matches()) {
      throw new NotHttpException("no status line: " + statusLine);
    }
    List<Header> headers = new ArrayList<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new NotHttpException("no header field: " + line);
      }
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return new Head(Integer.parseInt(statusLine.substring(9, 12)), headers);
  }

  /// The body that goes with `head`; ends where the framing says so. A missing end is an
  /// `EOFException`.
  InputStream body(Head head) throws IOException {
    if (head.status() == 204 || head.status() == 304) {
      return InputStream.nullInputStream();
    }
    if (!head.values("Transfer-Encoding").isEmpty()) {
      return new ChunkedBody(this);
    }
    List<String> lengths = head.values("Content-Length");
    if (lengths.isEmpty()) {
      return source;
    }
    return new FixedBody(this, parseLength(lengths.getFirst(), 10));
  }

  /// The next byte, 0–255.
  int read() throws IOException {
    int next = source.read();
    if (next < 0) {
      throw new EOFException("the connection ended inside an answer");
    }
    keep(next);
    return next;
  }

  int read(byte[] target, int offset, int length) throws IOException {
    int count = source.read(target, offset, length);
    if (count < 0) {
      throw new EOFException("the connection ended inside a body");
    }
    for (int i = 0; i < count && kept.size() < MAX_KEPT_BYTES; i++) {
      kept.write(target[offset + i]);
    }
    return count;
  }

  String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = read(); next != '\n'; next = read()) {
      line.append((char) next);
      if (line.length() > MAX_LINE_BYTES) {
        throw new NotHttpException("a line of more than " + MAX_LINE_BYTES + " bytes");
      }
    }
    int last = line.length() - 1;
    return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
  }

  static long parseLength(String text, int radix) throws NotHttpException {
    try {
      return Long.parseUnsignedLong(text, radix);
    } catch (NumberFormatException notANumber) {
      throw new NotHttpException("no length: " + text);
    }
  }

  private void keep(int next) {
    if (kept.size() < MAX_KEPT_BYTES) {
      kept.write(next);
    }
  }
}
