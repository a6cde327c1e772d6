package dev.spikebench.server.raw;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A client of one connection that sends exactly what it is told. Text is sent as ISO-8859-1, one
/// byte a character.
public final class RawClient implements AutoCloseable {
  private static final int READ_LIMIT_MS = 20_000;

  private final Socket socket;
  private final InputStream in;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(READ_LIMIT_MS);
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /// Connects to a port of the loopback address.
  public static RawClient connect(int port) {
    return connect(port, 0);
  }

  /// Connects with a receive buffer of a given size; 0 leaves it to the system.
  public static RawClient connect(int port, int receiveBufferBytes) {
    try {
      Socket socket = new Socket();
      if (receiveBufferBytes > 0) {
        socket.setReceiveBufferSize(receiveBufferBytes);
      }
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), READ_LIMIT_MS);
      return new RawClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends text as it is.
  public RawClient send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Sends bytes as they are.
  public RawClient send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends the sending side alone.
  public void shutdownOutput() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends the connection in order, in the middle of a test.
  public void hangUp() {
    close();
  }

  /// Ends the connection with a reset.
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads one answer with its body.
  public RawResponse read() {
    return read(true);
  }

  /// Reads one answer that has no body, whatever its fields say.
  public RawResponse readWithoutBody() {
    return read(false);
  }

  /// Reads one line without its end.
  public String line() {
    try {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new EOFException("the connection ended after: " + line);
        }
        line.append((char) c);
      }
      return line.toString().stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads to the end and tells how it came: `EOF` or `RESET`.
  public String awaitEnd() {
    try {
      while (in.read() >= 0) {
        // What is sent before the end does not matter here.
      }
      return "EOF";
    } catch (SocketTimeoutException e) {
      throw new UncheckedIOException("the connection did not end", e);
    } catch (SocketException reset) {
      return "RESET";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RawResponse read(boolean withBody) {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    Map<String, List<String>> fields = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      fields
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    List<String> lengths = fields.getOrDefault("content-length", List.of("0"));
    try {
      byte[] body = withBody ? in.readNBytes(Integer.parseInt(lengths.getFirst())) : new byte[0];
      return new RawResponse(status, fields, new String(body, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
