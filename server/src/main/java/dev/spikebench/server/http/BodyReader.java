package dev.spikebench.server.http;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.xnio.channels.StreamSourceChannel;

/// Reads one request body into memory, never more than the cap and never without having reserved
/// the bytes first. Runs on the connection's IO thread.
final class BodyReader implements SilenceWatch.Watched {
  private static final int FIRST_CHUNKED_BYTES = 8 * 1024;
  private static final int FIRST_DECLARED_BYTES = 64 * 1024;
  private static final byte[] NOTHING = {};

  /// Takes a complete body: the first `length` bytes of the array. Runs on the IO thread.
  @FunctionalInterface
  interface Receiver {
    void receive(byte[] body, int length);
  }

  private enum Outcome {
    MORE_TO_COME,
    COMPLETE,
    TOO_LARGE,
    NO_ROOM,
    CONNECTION_LOST
  }

  private final Call call;
  private final HttpServerExchange exchange;
  private final StreamSourceChannel channel;
  private final Calls calls;
  private final PendingBytes pending;
  private final int capBytes;
  private final long declaredBytes;
  private final Receiver receiver;
  private byte[] buffer = NOTHING;
  private int length;
  private long reservedBytes;
  private volatile long lastArrivalNs = System.nanoTime();

  private BodyReader(
      Call call,
      Calls calls,
      PendingBytes pending,
      int capBytes,
      long declaredBytes,
      Receiver receiver) {
    this.call = call;
    this.exchange = call.exchange();
    this.channel = call.body();
    this.calls = calls;
    this.pending = pending;
    this.capBytes = capBytes;
    this.declaredBytes = declaredBytes;
    this.receiver = receiver;
  }

  /// Reads the body and hands it on, or answers 413 or 503 by itself.
  ///
  /// @param declaredBytes the declared length, -1 for a chunked body
  static void read(
      Call call,
      Calls calls,
      PendingBytes pending,
      int capBytes,
      long declaredBytes,
      Receiver receiver) {
    if (declaredBytes > capBytes) {
      call.answer(tooLarge(capBytes));
      return;
    }
    BodyReader reader = new BodyReader(call, calls, pending, capBytes, declaredBytes, receiver);
    call.whenSettled(reader::giveBack);
    if (declaredBytes > 0 && !reader.reserve(declaredBytes)) {
      call.answer(noRoom());
      return;
    }
    reader.start();
  }

  @Override
  public long lastArrivalNs() {
    return lastArrivalNs;
  }

  @Override
  public void onSilence() {
    call.hand(() -> call.answer(Answer.error(408, "Nothing arrived for too long").closing()));
  }

  private static Answer tooLarge(int capBytes) {
    return Answer.error(413, "Request body is over " + capBytes + " bytes").closing();
  }

  private static Answer noRoom() {
    return Answer.busy("Too many request bytes are pending, try again");
  }

  private boolean reserve(long bytes) {
    boolean reserved = pending.tryReserve(bytes);
    if (reserved) {
      reservedBytes += bytes;
    }
    return reserved;
  }

  private void giveBack() {
    pending.release(reservedBytes);
    reservedBytes = 0;
    buffer = NOTHING;
  }

  private void start() {
    if (!HttpContinue.requiresContinueResponse(exchange)) {
      readFirst();
      return;
    }
    HttpContinue.sendContinueResponse(
        exchange,
        new IoCallback() {
          @Override
          public void onComplete(HttpServerExchange sent, Sender sender) {
            call.hand(BodyReader.this::readFirst);
          }

          @Override
          public void onException(HttpServerExchange failed, Sender sender, IOException e) {
            call.hand(call::abandon);
          }
        });
  }

  private void readFirst() {
    Outcome outcome = readAvailable();
    if (outcome == Outcome.MORE_TO_COME) {
      calls.silenceWatch().add(this);
      channel.getReadSetter().set(readable -> call.guarded(this::onReadable));
      channel.resumeReads();
    } else {
      conclude(outcome);
    }
  }

  private void onReadable() {
    Outcome outcome = readAvailable();
    if (outcome != Outcome.MORE_TO_COME) {
      calls.silenceWatch().remove(this);
      channel.suspendReads();
      conclude(outcome);
    }
  }

  private void conclude(Outcome outcome) {
    switch (outcome) {
      case COMPLETE -> receiver.receive(buffer, length);
      case TOO_LARGE -> call.answer(tooLarge(capBytes));
      case NO_ROOM -> call.answer(noRoom());
      case CONNECTION_LOST -> call.abandon();
      case MORE_TO_COME -> throw new IllegalStateException("a body that is not complete can't end");
    }
  }

  private Outcome readAvailable() {
    try {
      while (true) {
        if (length > capBytes) {
          return Outcome.TOO_LARGE;
        }
        if (length == buffer.length && !grow()) {
          return Outcome.NO_ROOM;
        }
        int read = channel.read(ByteBuffer.wrap(buffer, length, buffer.length - length));
        if (read <= 0) {
          return read == 0 ? Outcome.MORE_TO_COME : Outcome.COMPLETE;
        }
        length += read;
        lastArrivalNs = System.nanoTime();
      }
    } catch (IOException connectionLost) {
      return Outcome.CONNECTION_LOST;
    }
  }

  /// Makes room as far as the body may go, and for one byte more: it shows whether the body ends
  /// there. False where the cap on pending bytes forbids it.
  private boolean grow() {
    boolean chunked = declaredBytes < 0;
    long most = (chunked ? capBytes : declaredBytes) + 1L;
    int first = chunked ? FIRST_CHUNKED_BYTES : FIRST_DECLARED_BYTES;
    int target = (int) Math.min(Math.max(2L * length, first), most);
    if (chunked && !reserve(target - buffer.length)) {
      return false;
    }
    buffer = Arrays.copyOf(buffer, target);
    return true;
  }
}
