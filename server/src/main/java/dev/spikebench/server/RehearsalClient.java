package dev.spikebench.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Sends one request to this server again and again on a connection of its own and reads the
/// answers. Used by one thread.
final class RehearsalClient implements AutoCloseable {
  private static final int ANSWER_LIMIT_MS = 2_000;
  private static final int MOST_ANSWER_BYTES = 4_096;
  private static final String LENGTH = "Content-Length: ";

  private final Socket connection;
  private final byte[] request;

  private RehearsalClient(Socket connection, byte[] request) {
    this.connection = connection;
    this.request = request;
  }

  /// Connects.
  ///
  /// @param server where it listens
  /// @param batch the body of every request, ASCII
  /// @throws IOException where it can't be reached
  static RehearsalClient connect(InetSocketAddress server, String batch) throws IOException {
    Socket connection = new Socket(server.getAddress(), server.getPort());
    connection.setTcpNoDelay(true);
    connection.setSoTimeout(ANSWER_LIMIT_MS);
    return new RehearsalClient(connection, request(server, batch));
  }

  /// Sends the request once more.
  ///
  /// @return the answer with its head
  /// @throws IOException where there is none
  String exchange() throws IOException {
    connection.getOutputStream().write(request);
    return answer(connection.getInputStream());
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  private static String answer(InputStream input) throws IOException {
    byte[] bytes = new byte[MOST_ANSWER_BYTES];
    int length = 0;
    while (length < bytes.length) {
      int count = input.read(bytes, length, bytes.length - length);
      if (count < 0) {
        break;
      }
      length += count;
      String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
      if (isWhole(text)) {
        return text;
      }
    }
    throw new EOFException("no whole answer");
  }

  private static boolean isWhole(String text) {
    int headEnd = text.indexOf("\r\n\r\n");
    int field = text.indexOf(LENGTH);
    if (headEnd < 0 || field < 0) {
      return false;
    }
    int value = field + LENGTH.length();
    int bodyBytes = Integer.parseInt(text, value, text.indexOf('\r', value), 10);
    return text.length() >= headEnd + 4 + bodyBytes;
  }

  private static byte[] request(InetSocketAddress server, String body) {
    String head =
        "POST /api/events/batch HTTP/1.1\r\nHost: localhost:" // a name that is always served
            + server.getPort()
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }
}
