package dev.spikebench.parity.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// One TCP connection on which exact bytes are written, in segments of the caller's choice, and
/// answers are read with every way they can end as a distinct outcome. One thread at a time, apart
/// from [#close], [#reset] and [#halfClose].
public final class RawConnection implements AutoCloseable {
  private final Socket socket;
  private final DeadlineInput source;
  private final HttpInput input;
  private final Duration readTimeout;

  private RawConnection(Socket socket, Duration readTimeout) throws IOException {
    this.socket = socket;
    this.readTimeout = readTimeout;
    this.source = new DeadlineInput(socket);
    this.input = new HttpInput(new BufferedInputStream(source));
  }

  /// Connects to the host and port of `baseUri`; each reading of an answer may take `readTimeout`.
  public static RawConnection open(URI baseUri, Duration readTimeout) {
    return open(baseUri, readTimeout, 0);
  }

  /// As above with a receive buffer of `receiveBufferBytes` (0: the system's), so that a backend
  /// soon feels a reader who takes nothing.
  public static RawConnection open(URI baseUri, Duration readTimeout, int receiveBufferBytes) {
    Socket socket = new Socket();
    try {
      if (receiveBufferBytes > 0) {
        socket.setReceiveBufferSize(receiveBufferBytes);
      }
      socket.setTcpNoDelay(true);
      socket.connect(addressOf(baseUri), (int) readTimeout.toMillis());
      return new RawConnection(socket, readTimeout);
    } catch (IOException failure) {
      closeQuietly(socket);
      throw new CallFailedException("No connection to " + baseUri + ": " + failure, failure);
    }
  }

  /// Writes the UTF-8 bytes of `text`, as a segment of its own where the system allows.
  public RawConnection write(String text) {
    return write(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes `bytes` at once.
  ///
  /// @throws CallFailedException where the backend has closed already
  public RawConnection write(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException failure) {
      throw new CallFailedException("Could not write to the connection: " + failure, failure);
    }
  }

  /// Writes `bytes` in pieces of `pieceBytes`, each a write of its own with `TCP_NODELAY` set.
  public RawConnection writeInPieces(byte[] bytes, int pieceBytes) {
    for (int from = 0; from < bytes.length; from += pieceBytes) {
      int length = Math.min(pieceBytes, bytes.length - from);
      byte[] piece = new byte[length];
      System.arraycopy(bytes, from, piece, 0, length);
      write(piece);
    }
    return this;
  }

  /// Reads the next answer with its body; interim ones are counted and dropped.
  public RawOutcome readAnswer() {
    return read(true);
  }

  /// As [#readAnswer]; of an event stream, which has no end, the body is its first frame.
  public RawOutcome readAnswerOrFirstFrame() {
    return outcomeOf(
        () -> {
          int interim = 0;
          HttpInput.Head head = input.readHead();
          while (head.status() < 200) {
            interim++;
            head = input.readHead();
          }
          boolean stream =
              head.values("Content-Type").stream()
                  .anyMatch(type -> type.startsWith("text/event-stream"));
          InputStream body = input.body(head);
          byte[] bytes = stream ? readFrame(body) : body.readAllBytes();
          return new RawOutcome.Answered(
              new HttpAnswer(head.status(), head.headers(), bytes), interim);
        });
  }

  private static byte[] readFrame(InputStream body) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    int last = 0;
    for (int next = body.read(); next >= 0; next = body.read()) {
      frame.write(next);
      if (next == '\n' && last == '\n') {
        break;
      }
      last = next;
    }
    return frame.toByteArray();
  }

  /// Reads the next answer to a `HEAD`, whose length speaks of a body that does not come.
  public RawOutcome readAnswerToHead() {
    return read(false);
  }

  /// Reads and drops what still comes until the connection ends or the time is over.
  public RawOutcome awaitEnd() {
    return outcomeOf(
        () -> {
          while (true) {
            input.read();
          }
        });
  }

  /// Reads and drops up to `bytes` bytes, at least one: what a slow reader does.
  ///
  /// @return whether there was one, and not the end of the connection or of the time
  public boolean readSome(int bytes) {
    startDeadline();
    try {
      return source.read(new byte[bytes], 0, bytes) > 0;
    } catch (IOException over) {
      return false;
    }
  }

  /// Ends this side (FIN) and keeps reading possible.
  public void halfClose() {
    try {
      socket.shutdownOutput();
    } catch (IOException failure) {
      throw new CallFailedException("Could not half-close: " + failure, failure);
    }
  }

  /// Ends the connection by RST.
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException failure) {
      throw new CallFailedException("Could not reset: " + failure, failure);
    }
  }

  @Override
  public void close() {
    closeQuietly(socket);
  }

  /// An answer whose body is taken as it comes. Where the status is not 200 the body is in `head`
  /// and `body` is empty.
  record Begun(HttpAnswer head, InputStream body) {}

  /// Reads the head of an endless answer; from then on reading waits as long as it takes.
  Begun readHead() {
    startDeadline();
    try {
      HttpInput.Head head = input.readHead();
      InputStream body = input.body(head);
      boolean endless = head.status() == 200;
      byte[] whole = endless ? new byte[0] : body.readAllBytes();
      source.deadlineNs = 0;
      return new Begun(new HttpAnswer(head.status(), head.headers(), whole), body);
    } catch (IOException failure) {
      close();
      throw new CallFailedException("No answer from the stream: " + failure, failure);
    }
  }

  private void startDeadline() {
    source.deadlineNs = System.nanoTime() + readTimeout.toNanos();
  }

  private RawOutcome read(boolean withBody) {
    return outcomeOf(
        () -> {
          int interim = 0;
          HttpInput.Head head = input.readHead();
          while (head.status() < 200) {
            interim++;
            head = input.readHead();
          }
          byte[] body = withBody ? input.body(head).readAllBytes() : new byte[0];
          HttpAnswer answer = new HttpAnswer(head.status(), head.headers(), body);
          return new RawOutcome.Answered(answer, interim);
        });
  }

  private interface Reading {
    RawOutcome.Answered run() throws IOException;
  }

  private RawOutcome outcomeOf(Reading reading) {
    startDeadline();
    input.restart();
    try {
      return reading.run();
    } catch (SocketTimeoutException timeout) {
      return new RawOutcome.TimedOut(input.received());
    } catch (EOFException end) {
      return new RawOutcome.EndOfStream(input.received());
    } catch (HttpInput.NotHttpException notHttp) {
      return new RawOutcome.NotHttp(input.received());
    } catch (SocketException reset) {
      return new RawOutcome.ConnectionReset(input.received());
    } catch (IOException failure) {
      throw new CallFailedException("Could not read from the connection: " + failure, failure);
    }
  }

  private static InetSocketAddress addressOf(URI baseUri) {
    String host = baseUri.getHost();
    int port = baseUri.getPort() < 0 ? 80 : baseUri.getPort();
    return new InetSocketAddress(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // Nothing is left to give back.
    }
  }

  /// Reads with one deadline for all reads of an answer, however many there are.
  private static final class DeadlineInput extends InputStream {
    private final Socket socket;
    private final InputStream stream;
    private volatile long deadlineNs;

    DeadlineInput(Socket socket) throws IOException {
      this.socket = socket;
      this.stream = socket.getInputStream();
    }

    @Override
    public int read() throws IOException {
      armTimeout();
      return stream.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      armTimeout();
      return stream.read(target, offset, length);
    }

    private void armTimeout() throws IOException {
      long leftMs = (deadlineNs - System.nanoTime()) / 1_000_000;
      if (deadlineNs != 0 && leftMs <= 0) {
        throw new SocketTimeoutException("out of time");
      }
      socket.setSoTimeout(deadlineNs == 0 ? 0 : (int) leftMs);
    }
  }
}
