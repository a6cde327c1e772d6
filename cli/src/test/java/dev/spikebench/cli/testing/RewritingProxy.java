package dev.spikebench.cli.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/// Stands before a backend and changes what it answers, a text of the bytes that came together.
/// Must be closed.
public final class RewritingProxy implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final ServerSocket server;
  private final URI backend;
  private final UnaryOperator<String> change;

  private RewritingProxy(ServerSocket server, URI backend, UnaryOperator<String> change) {
    this.server = server;
    this.backend = backend;
    this.change = change;
  }

  /// Starts one on a free port.
  ///
  /// @param change keeps the length; called by several threads
  public static RewritingProxy before(URI backend, UnaryOperator<String> change)
      throws IOException {
    ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    RewritingProxy proxy = new RewritingProxy(server, backend, change);
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  /// Where it listens.
  public String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket there = new Socket(InetAddress.getLoopbackAddress(), backend.getPort());
        Thread.ofVirtual().start(() -> copy(client, there, UnaryOperator.identity()));
        Thread.ofVirtual().start(() -> copy(there, client, change));
      }
    } catch (IOException closed) {
      // The only way this ends.
    }
  }

  private static void copy(Socket from, Socket to, UnaryOperator<String> change) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        String text = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
        out.write(change.apply(text).getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
      }
    } catch (IOException gone) {
      // One side's end is the other's.
    }
  }
}
