package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.Outcome;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/// One request and its answer, from the send to exactly one outcome.
///
/// Sent and answered on the I/O thread of its connection; [#expire(long)] and [#abort()] come from
/// the thread that watches the run. Whoever settles the exchange first owns its virtual user until
/// the next request.
final class Exchange implements AsyncClientExchangeHandler {
  /// In the place of an intended time: whenever it is sent. The first request of a user in a closed
  /// loop follows no other that it could be late after.
  static final long WHEN_SENT = Long.MIN_VALUE;

  private final VirtualUser user;
  private final UserConnection connection;
  private final PartRun part;
  private final long request;
  private final ByteBuffer body;
  private final AtomicBoolean settled = new AtomicBoolean();
  private long intendedNs;
  private final long takenNs;

  /// When the request began to be written; 0 as long as it has not. Written by the I/O thread.
  private volatile long sentNs;

  /// What the follower of the events knows the request by. Written by the I/O thread.
  private volatile long ticket = PartRun.NOT_FOLLOWED;

  private int status;
  private boolean closesConnection;

  /// Takes up a request.
  ///
  /// @param intendedNs when it was meant to be sent, on the clock of [System#nanoTime()], or
  ///   [#WHEN_SENT]
  Exchange(
      VirtualUser user, UserConnection connection, PartRun part, long request, long intendedNs) {
    this.user = user;
    this.connection = connection;
    this.part = part;
    this.request = request;
    this.body = ByteBuffer.wrap(part.bodies().body(request));
    connection.answer().clear();
    this.intendedNs = intendedNs;
    this.takenNs = System.nanoTime();
  }

  /// Size of the body in bytes.
  int bodyBytes() {
    return body.capacity();
  }

  @Override
  public void produceRequest(RequestChannel channel, HttpContext context)
      throws HttpException, IOException {
    ticket = part.sending(body.array());
    EntityDetails entity = part.head().body(body.remaining());
    if (entity == null) {
      sending();
    }
    channel.sendRequest(part.head().request(), entity, context);
  }

  /// The time on the wire begins with the first byte that can be on it: the head is in the buffer
  /// by now, and goes out with the body or just before it.
  private void sending() {
    long nowNs = System.nanoTime();
    if (intendedNs == WHEN_SENT) {
      intendedNs = nowNs;
      user.activeSince(nowNs);
    }
    sentNs = nowNs;
    part.counters().latencies().sent(nowNs - intendedNs);
  }

  @Override
  public int available() {
    return body.remaining();
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    if (sentNs == 0) {
      sending();
    }
    channel.write(body);
    if (!body.hasRemaining()) {
      channel.endStream(null);
    }
  }

  @Override
  public void consumeInformation(HttpResponse response, HttpContext context) {
    // A 100 or 103 is no answer.
  }

  @Override
  public void consumeResponse(
      HttpResponse response, @Nullable EntityDetails entityDetails, HttpContext context) {
    status = response.getCode();
    closesConnection = announcesClose(response);
    if (entityDetails == null) {
      answered();
    }
  }

  @Override
  public void updateCapacity(CapacityChannel capacityChannel) throws IOException {
    capacityChannel.update(Integer.MAX_VALUE);
  }

  @Override
  public void consume(ByteBuffer source) {
    if (!settled.get()) {
      connection.answer().append(source);
    }
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    answered();
  }

  @Override
  public void failed(Exception cause) {
    Outcome outcome =
        cause instanceof SocketTimeoutException ? Outcome.TIMEOUT : Outcome.READ_WRITE;
    settleWithout(outcome);
  }

  @Override
  public void cancel() {
    settleWithout(Outcome.ABORTED);
  }

  @Override
  public void releaseResources() {
    // Everything an exchange holds belongs to its connection.
  }

  /// Ends the exchange as timed out if it has lasted for the time given.
  void expire(long timeoutNs) {
    if (System.nanoTime() - beganNs() >= timeoutNs) {
      settleWithout(Outcome.TIMEOUT);
    }
  }

  /// Ends the exchange because the run ends.
  void abort() {
    settleWithout(Outcome.ABORTED);
  }

  private void answered() {
    long endedNs = System.nanoTime();
    if (!settled.compareAndSet(false, true)) {
      return;
    }
    IngestAnswer answer = connection.answer();
    part.counters().answered(status, answer);
    Outcome outcome = part.judge().judge(status, answer, part.bodies().events(request));
    part.counters().acknowledged(answer);
    part.followed(ticket, outcome);
    part.ended(request, outcome, endedNs - beganNs(), fromPlanNs(endedNs));
    if (closesConnection) {
      user.dropConnection();
    }
    user.next(endedNs);
  }

  /// Without an answer the state of the connection is not known, so the user gets a new one.
  private void settleWithout(Outcome outcome) {
    long endedNs = System.nanoTime();
    if (settled.compareAndSet(false, true)) {
      part.followed(ticket, outcome);
      part.ended(request, outcome, endedNs - beganNs(), fromPlanNs(endedNs));
      user.dropConnection();
      user.next(endedNs);
    }
  }

  /// A request whose first byte never went out has waited since it was taken up.
  private long beganNs() {
    long sent = sentNs;
    return sent == 0 ? takenNs : sent;
  }

  private long fromPlanNs(long endedNs) {
    return endedNs - (intendedNs == WHEN_SENT ? takenNs : intendedNs);
  }

  private static boolean announcesClose(HttpResponse response) {
    Header header = response.getFirstHeader(HttpHeaders.CONNECTION);
    if (header != null) {
      return "close".equalsIgnoreCase(header.getValue());
    }
    return response.getVersion() != null && response.getVersion().lessEquals(HttpVersion.HTTP_1_0);
  }
}
