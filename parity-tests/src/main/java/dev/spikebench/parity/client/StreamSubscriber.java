package dev.spikebench.parity.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A live subscriber to `/api/stream`. A thread of its own reads from the first moment and keeps
/// every message; any thread may ask and wait.
public final class StreamSubscriber implements AutoCloseable {

  /// How a stream ended.
  public enum End {
    /// By the rules: the last chunk, or FIN where the body has no other end.
    COMPLETE,
    /// FIN inside the body.
    CUT,
    /// RST, or this side closed.
    RESET
  }

  private static final int MAX_KEPT_BYTES = 64 * 1024;

  private final RawConnection connection;
  private final HttpAnswer head;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<StreamMessage> messages = new ArrayList<>();
  private final List<String> comments = new ArrayList<>();
  private final ByteArrayOutputStream firstBytes = new ByteArrayOutputStream();
  private @Nullable End end;

  private StreamSubscriber(RawConnection connection, HttpAnswer head) {
    this.connection = connection;
    this.head = head;
  }

  /// Subscribes to `/api/stream` with `query` (empty, or `?…`) and waits for the head of the
  /// answer.
  ///
  /// @throws StreamRefusedException where the answer is not 200
  /// @throws CallFailedException where none comes within `timeout`
  public static StreamSubscriber open(
      URI baseUri, String query, Duration timeout, String... headers) {
    RawConnection connection = RawConnection.open(baseUri, timeout);
    connection.write(request(baseUri, query, headers));
    RawConnection.Begun begun = connection.readHead();
    if (begun.head().status() != 200) {
      connection.close();
      throw new StreamRefusedException(begun.head());
    }
    StreamSubscriber subscriber = new StreamSubscriber(connection, begun.head());
    Thread.ofVirtual().name("stream-subscriber").start(() -> subscriber.readAll(begun.body()));
    return subscriber;
  }

  /// Status and headers of the answer; its body is empty.
  public HttpAnswer head() {
    return head;
  }

  /// All messages so far.
  public List<StreamMessage> messages() {
    return locked(() -> List.copyOf(messages));
  }

  /// The messages so far without the first `from`.
  public List<StreamMessage> messagesFrom(int from) {
    return locked(() -> List.copyOf(messages.subList(from, messages.size())));
  }

  /// The messages so far whose `type` member is `kind`.
  public List<StreamMessage> messages(String kind) {
    return messages().stream().filter(message -> message.kind().equals(kind)).toList();
  }

  /// All comments so far, without their colon.
  public List<String> comments() {
    return locked(() -> List.copyOf(comments));
  }

  /// The body's bytes so far as they came, a character a byte; no more than the first 64 KiB.
  public String bodyBytes() {
    return locked(() -> firstBytes.toString(StandardCharsets.ISO_8859_1));
  }

  /// The first message, from the beginning of the stream on, that `wanted` accepts.
  ///
  /// @throws CallFailedException where none came within `deadline`
  public StreamMessage await(Predicate<StreamMessage> wanted, Duration deadline) {
    Search search = new Search(wanted, 0);
    if (!waitFor(search, deadline)) {
      throw new CallFailedException(
          "The message did not come within " + deadline + "; these did: " + messages());
    }
    return search.found();
  }

  /// As [#await], from the message at `from` on.
  public StreamMessage awaitFrom(int from, Predicate<StreamMessage> wanted, Duration deadline) {
    Search search = new Search(wanted, from);
    if (!waitFor(search, deadline)) {
      throw new CallFailedException("The message did not come within " + deadline);
    }
    return search.found();
  }

  /// Waits for the `event` message of the event whose `event_id` is given.
  public StreamMessage awaitEvent(String eventId, Duration deadline) {
    return await(
        message ->
            message.kind().equals("event")
                && message.json().path("payload").path("event_id").asText().equals(eventId),
        deadline);
  }

  /// Waits for the first message of that `type` member.
  public StreamMessage awaitKind(String kind, Duration deadline) {
    return await(message -> message.kind().equals(kind), deadline);
  }

  /// Waits until `count` comments have come.
  ///
  /// @throws CallFailedException where fewer came within `deadline`
  public void awaitComments(int count, Duration deadline) {
    if (!waitFor(() -> comments.size() >= count, deadline)) {
      throw new CallFailedException("Comments after " + deadline + ": " + comments());
    }
  }

  /// Waits until the stream is over.
  ///
  /// @throws CallFailedException where it still lives after `deadline`
  public End awaitEnd(Duration deadline) {
    if (!waitFor(() -> end != null, deadline)) {
      throw new CallFailedException("The stream was still open after " + deadline);
    }
    return locked(() -> Objects.requireNonNull(end));
  }

  /// Whether the stream has not ended.
  public boolean alive() {
    return locked(() -> end == null);
  }

  /// Ends this side alone (FIN), as a client does that will send nothing more.
  public void halfClose() {
    connection.halfClose();
  }

  /// Ends the connection by RST.
  public void reset() {
    connection.reset();
  }

  @Override
  public void close() {
    connection.close();
  }

  private static String request(URI baseUri, String query, String... headers) {
    StringBuilder head = new StringBuilder("GET /api/stream" + query + " HTTP/1.1\r\n");
    head.append("Host: ").append(baseUri.getAuthority()).append("\r\n");
    head.append("Accept: text/event-stream\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  private void readAll(InputStream body) {
    EventStreamReader reader = new EventStreamReader(new Collector());
    byte[] buffer = new byte[16 * 1024];
    End reached;
    try {
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        keep(buffer, count);
        reader.feed(buffer, 0, count);
      }
      reached = End.COMPLETE;
    } catch (EOFException cut) {
      reached = End.CUT;
    } catch (IOException gone) {
      reached = End.RESET;
    }
    End result = reached;
    change(() -> end = result);
  }

  private void keep(byte[] buffer, int count) {
    lock.lock();
    try {
      firstBytes.write(buffer, 0, Math.min(count, MAX_KEPT_BYTES - firstBytes.size()));
    } finally {
      lock.unlock();
    }
  }

  private boolean waitFor(BooleanSupplier condition, Duration deadline) {
    long leftNs = deadline.toNanos();
    lock.lock();
    try {
      while (!condition.getAsBoolean()) {
        if (leftNs <= 0) {
          return false;
        }
        leftNs = changed.awaitNanos(leftNs);
      }
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CallFailedException("Waiting for the stream was interrupted", interrupted);
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> reading) {
    lock.lock();
    try {
      return reading.get();
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Looks at each message once; asked under the lock.
  private final class Search implements BooleanSupplier {
    private final Predicate<StreamMessage> wanted;
    private int seen;
    private @Nullable StreamMessage found;

    Search(Predicate<StreamMessage> wanted, int from) {
      this.wanted = wanted;
      this.seen = from;
    }

    @Override
    public boolean getAsBoolean() {
      while (found == null && seen < messages.size()) {
        StreamMessage next = messages.get(seen++);
        found = wanted.test(next) ? next : null;
      }
      return found != null;
    }

    StreamMessage found() {
      return Objects.requireNonNull(found);
    }
  }

  /// Keeps what the parser finds; runs on the reading thread.
  private final class Collector implements EventStreamReader.Handler {
    @Override
    public void message(StreamMessage message) {
      change(() -> messages.add(message));
    }

    @Override
    public void comment(String text) {
      change(() -> comments.add(text));
    }
  }
}
