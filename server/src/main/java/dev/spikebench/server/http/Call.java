package dev.spikebench.server.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSourceChannel;

/// One request on its way to exactly one answer. Its methods run on the connection's IO thread,
/// except {@link #hand}, which brings other threads there.
final class Call {
  private static final String JSON_TYPE = "application/json; charset=utf-8";
  private static final HttpString ALLOW_ORIGIN = new HttpString("Access-Control-Allow-Origin");
  private static final HttpString ALLOW_METHODS = new HttpString("Access-Control-Allow-Methods");
  private static final HttpString ALLOW_HEADERS = new HttpString("Access-Control-Allow-Headers");

  private final HttpServerExchange exchange;
  private final Calls calls;
  private @Nullable Runnable whenSettled;
  private @Nullable StreamSourceChannel body;
  private boolean settled;
  private boolean closed;

  Call(HttpServerExchange exchange, Calls calls) {
    this.exchange = exchange;
    this.calls = calls;
    calls.opened();
  }

  HttpServerExchange exchange() {
    return exchange;
  }

  /// The channel of the request's body, always the same one.
  StreamSourceChannel body() {
    StreamSourceChannel channel = body;
    if (channel == null) {
      channel = exchange.getRequestChannel();
      body = channel;
    }
    return channel;
  }

  String method() {
    return exchange.getRequestMethod().toString();
  }

  /// The one value of a request field, null where there is none. Of several the first.
  @Nullable String field(HttpString name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  List<String> fields(HttpString name) {
    HeaderValues values = exchange.getRequestHeaders().get(name);
    return values == null ? List.of() : List.copyOf(values);
  }

  /// Whether the answer is decided already, so that a late one must be dropped.
  boolean isSettled() {
    return settled;
  }

  /// Something to do once the answer is decided or the connection lost, such as giving back what
  /// the request holds. It is done before a byte of the answer is sent: a client that has its
  /// answer may rely on it.
  void whenSettled(Runnable action) {
    this.whenSettled = action;
  }

  /// Runs a task on the IO thread; drops it where the server has stopped already.
  void hand(Runnable task) {
    try {
      exchange.getIoThread().execute(() -> guarded(task));
    } catch (RejectedExecutionException stopped) {
      settle();
    }
  }

  /// Runs a task and turns whatever it throws into a 500.
  void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error failure) {
      fail(failure);
    }
  }

  /// Answers 500 and tells the operator why.
  void fail(Throwable failure) {
    calls.report(failure);
    answer(Answer.error(500, "Internal server error"));
  }

  /// Marks all answers of this request as readable by a page of the given origin.
  void allowOrigin(String origin) {
    HeaderMap fields = exchange.getResponseHeaders();
    fields.put(ALLOW_ORIGIN, origin);
    fields.put(Headers.VARY, "Origin");
    if (exchange.getRequestMethod().equalToString("OPTIONS")) {
      fields.put(ALLOW_METHODS, "GET, POST");
      fields.put(ALLOW_HEADERS, "content-type");
    }
  }

  /// Sends the answer; the second one of a request is dropped. What is left of the request's body
  /// is read and thrown away.
  void answer(Answer answer) {
    if (settled) {
      return;
    }
    markSettled();
    if (answer.closes() || calls.isDraining() || HttpContinue.requiresContinueResponse(exchange)) {
      exchange.setPersistent(false);
    }
    HeaderMap fields = exchange.getResponseHeaders();
    exchange.setStatusCode(answer.status());
    if (answer.allow() != null) {
      fields.put(Headers.ALLOW, answer.allow());
    }
    if (answer.retryAfterSeconds() > 0) {
      fields.put(Headers.RETRY_AFTER, answer.retryAfterSeconds());
    }
    byte[] json = answer.json();
    if (json != null) {
      fields.put(Headers.CONTENT_TYPE, JSON_TYPE);
      fields.put(Headers.CONTENT_LENGTH, json.length);
    }
    AnswerWriter.send(exchange, ByteBuffer.wrap(json == null ? new byte[0] : json), this::close);
    if (!exchange.isRequestComplete()) {
      BodyDiscard.start(this, calls);
    }
  }

  /// Ends the connection, answered or not.
  void abandon() {
    IoUtils.safeClose(exchange.getConnection());
    settle();
  }

  /// Ends the call without touching the exchange, whose response somebody else writes.
  void settle() {
    markSettled();
    close();
  }

  private void markSettled() {
    if (!settled) {
      settled = true;
      if (whenSettled != null) {
        whenSettled.run();
      }
    }
  }

  private void close() {
    if (!closed) {
      closed = true;
      calls.closed();
    }
  }
}
