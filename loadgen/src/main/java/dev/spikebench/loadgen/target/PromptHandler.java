package dev.spikebench.loadgen.target;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import javax.net.ssl.SSLSession;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.impl.nio.HttpConnectionEventHandler;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Sends a request in the turn of the I/O thread in which it was made.
///
/// The library's handler flushes its buffer first and takes up the next request last, so that each
/// request would lie in the buffer until the selector has been asked whether the socket can be
/// written: eleven system calls a request instead of six, and a time on the wire that holds
/// whatever the I/O thread does in between for other connections. Called once more while it still
/// has something to write, it flushes at once. The I/O thread of its connection only, but for what
/// asks about the connection.
final class PromptHandler implements HttpConnectionEventHandler {
  /// To take up a request, and to flush it.
  private static final int MOST_TURNS = 2;

  private final HttpConnectionEventHandler handler;

  private PromptHandler(HttpConnectionEventHandler handler) {
    this.handler = handler;
  }

  /// Puts one before the handler of a session that is connected; a handler of another kind than
  /// HTTP's stays as it is.
  static void install(IOSession session) {
    if (session.getHandler() instanceof HttpConnectionEventHandler handler) {
      session.upgrade(new PromptHandler(handler));
    }
  }

  @Override
  public void connected(IOSession session) throws IOException {
    handler.connected(session);
  }

  @Override
  public void inputReady(IOSession session, @Nullable ByteBuffer source) throws IOException {
    handler.inputReady(session, source);
    for (int turn = 0; turn < MOST_TURNS && wantsToWrite(session); turn++) {
      handler.outputReady(session);
    }
  }

  @Override
  public void outputReady(IOSession session) throws IOException {
    handler.outputReady(session);
    if (wantsToWrite(session)) {
      handler.outputReady(session);
    }
  }

  /// Whether there is a request to take up or something left to flush, the socket's buffer being
  /// full now and then.
  private static boolean wantsToWrite(IOSession session) {
    return session.isOpen() && (session.getEventMask() & SelectionKey.OP_WRITE) != 0;
  }

  @Override
  public void timeout(IOSession session, Timeout timeout) throws IOException {
    handler.timeout(session, timeout);
  }

  @Override
  public void exception(IOSession session, Exception cause) {
    handler.exception(session, cause);
  }

  @Override
  public void disconnected(IOSession session) {
    handler.disconnected(session);
  }

  @Override
  public @Nullable SSLSession getSSLSession() {
    return handler.getSSLSession();
  }

  @Override
  public EndpointDetails getEndpointDetails() {
    return handler.getEndpointDetails();
  }

  @Override
  public SocketAddress getLocalAddress() {
    return handler.getLocalAddress();
  }

  @Override
  public SocketAddress getRemoteAddress() {
    return handler.getRemoteAddress();
  }

  @Override
  public ProtocolVersion getProtocolVersion() {
    return handler.getProtocolVersion();
  }

  @Override
  public boolean isOpen() {
    return handler.isOpen();
  }

  @Override
  public @Nullable Timeout getSocketTimeout() {
    return handler.getSocketTimeout();
  }

  @Override
  public void setSocketTimeout(Timeout timeout) {
    handler.setSocketTimeout(timeout);
  }

  @Override
  public void close(CloseMode closeMode) {
    handler.close(closeMode);
  }

  @Override
  public void close() throws IOException {
    handler.close();
  }
}
