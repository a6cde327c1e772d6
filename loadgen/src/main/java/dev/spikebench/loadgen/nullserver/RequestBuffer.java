package dev.spikebench.loadgen.nullserver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The bytes of one connection that have not made a complete request yet. Server thread only.
final class RequestBuffer {
  private static final int INITIAL_BYTES = 128 * 1024;
  private static final int MAX_HEAD_BYTES = 16 * 1024;
  private static final int MAX_BODY_BYTES = 64 << 20;
  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
  private static final Pattern CONTENT_LENGTH =
      Pattern.compile("\r\ncontent-length:[ \t]*([0-9]{1,9})[ \t]*\r\n", Pattern.CASE_INSENSITIVE);

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int length;

  /// Reads once. Returns the number of bytes, -1 at the end of the stream.
  int readFrom(SocketChannel channel) throws IOException {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    int count = channel.read(ByteBuffer.wrap(bytes, length, bytes.length - length));
    length += Math.max(0, count);
    return count;
  }

  /// Takes the next complete request out of the buffer; null where it is not complete yet.
  ///
  /// @param withBody whether the request keeps its body
  /// @throws IOException if what is there can't be a request this server understands
  @Nullable NullRequest next(boolean withBody) throws IOException {
    int headLength = headLength();
    if (headLength < 0) {
      return null;
    }
    String head = new String(bytes, 0, headLength, StandardCharsets.ISO_8859_1);
    int total = headLength + bodyLength(head);
    if (length < total) {
      return null;
    }
    NullRequest request = NullRequest.of(head, bytes, headLength, total - headLength, withBody);
    System.arraycopy(bytes, total, bytes, 0, length - total);
    length -= total;
    return request;
  }

  private int headLength() throws IOException {
    for (int i = 0; i + END_OF_HEAD.length <= Math.min(length, MAX_HEAD_BYTES); i++) {
      if (bytes[i] == '\r' && Arrays.equals(bytes, i, i + 4, END_OF_HEAD, 0, 4)) {
        return i + END_OF_HEAD.length;
      }
    }
    if (length >= MAX_HEAD_BYTES) {
      throw new IOException("The head of a request is longer than " + MAX_HEAD_BYTES + " bytes.");
    }
    return -1;
  }

  private static int bodyLength(String head) throws IOException {
    Matcher field = CONTENT_LENGTH.matcher(head);
    if (!field.find()) {
      if (head.startsWith("POST ")) {
        throw new IOException("A POST without Content-Length is not understood.");
      }
      return 0;
    }
    int bodyLength = Integer.parseInt(field.group(1));
    if (bodyLength > MAX_BODY_BYTES) {
      throw new IOException("A body of " + bodyLength + " bytes is too large.");
    }
    return bodyLength;
  }
}
