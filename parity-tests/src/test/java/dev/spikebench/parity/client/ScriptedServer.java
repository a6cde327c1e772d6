package dev.spikebench.parity.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/// Accepts one connection, waits for the end of a request's head, and does what the script says.
final class ScriptedServer implements AutoCloseable {
  /// What to do with the connection.
  interface Script {
    void run(Socket socket) throws Exception;
  }

  private final ServerSocket listener;
  private final CompletableFuture<String> request = new CompletableFuture<>();

  ScriptedServer(Script script) {
    try {
      listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Thread.ofVirtual().start(() -> serve(script));
  }

  URI baseUri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /// The head of the request that came.
  String request() {
    return request.join();
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void serve(Script script) {
    try (Socket socket = listener.accept()) {
      request.complete(readHead(socket.getInputStream()));
      script.run(socket);
    } catch (Exception failure) {
      request.completeExceptionally(failure);
    }
  }

  private static String readHead(InputStream input) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) input.read());
    }
    return head.toString();
  }
}
