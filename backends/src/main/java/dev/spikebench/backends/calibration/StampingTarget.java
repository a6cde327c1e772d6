package dev.spikebench.backends.calibration;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// A program that answers every request with 200 and says on its standard output from when on it
/// could: the truth that a measured start-up is held against. It needs nothing but the JDK.
public final class StampingTarget {
  /// What stands before the stamp, an instant in the form of ISO 8601.
  static final String STAMP = "answers since ";

  private static final int READ_TIMEOUT_MS = 2000;
  private static final int MOST_REQUEST_BYTES = 8 * 1024;
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private StampingTarget() {}

  /// Listens on the port of its only argument until it is ended.
  public static void main(String[] arguments) throws IOException {
    rehearse();
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    try (ServerSocket server = new ServerSocket()) {
      server.bind(address);
      // From here on the system takes connections, and this thread answers them.
      Instant stamp = Instant.now();
      answerNext(server);
      // Only now: printing before would keep the first answer waiting.
      System.out.println(STAMP + stamp);
      answerAll(server);
    }
  }

  /// Answers itself once on a port of its own: what a first answer costs a cold virtual machine
  /// would else lie between the stamp and the answer.
  private static void rehearse() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      client.getOutputStream().write("GET".getBytes(StandardCharsets.US_ASCII));
      answerNext(server);
      client.getInputStream().readNBytes(ANSWER.length);
    }
  }

  @SuppressWarnings("InfiniteLoopStatement") // it is ended by a signal
  private static void answerAll(ServerSocket server) throws IOException {
    while (true) {
      answerNext(server);
    }
  }

  private static void answerNext(ServerSocket server) throws IOException {
    try (Socket socket = server.accept()) {
      answer(socket);
    }
  }

  private static void answer(Socket socket) {
    try {
      socket.setSoTimeout(READ_TIMEOUT_MS);
      InputStream request = socket.getInputStream();
      if (request.read(new byte[MOST_REQUEST_BYTES]) > 0) {
        socket.getOutputStream().write(ANSWER);
      }
    } catch (IOException e) {
      // A client that hung up: the next one is waiting.
    }
  }
}
