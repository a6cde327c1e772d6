package dev.spikebench.parity.observe;

import dev.spikebench.parity.client.CallFailedException;
import dev.spikebench.parity.client.HttpAnswer;
import dev.spikebench.parity.client.RawConnection;
import dev.spikebench.parity.client.RawOutcome;
import dev.spikebench.parity.observe.Answer.Outcome;
import dev.spikebench.parity.script.Framing;
import dev.spikebench.parity.script.Request;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Sends literal requests, on one kept connection as long as all goes well. One thread.
final class Wire implements AutoCloseable {
  /// Backends close idle connections after some seconds; one that is about to be closed is no use.
  private static final long MAX_IDLE_NS = Duration.ofSeconds(1).toNanos();

  private final URI baseUri;
  private final Duration timeout;
  private @Nullable RawConnection kept;
  private long lastUseNs;

  Wire(URI baseUri, Duration timeout) {
    this.baseUri = baseUri;
    this.timeout = timeout;
  }

  /// The answer to a request, of which all tokens were replaced but the host's.
  Answer send(Request request) {
    boolean plain = request.framing().equals(Framing.PLAIN);
    RawConnection connection = plain ? connection() : RawConnection.open(baseUri, timeout);
    boolean keep = false;
    try {
      Answer answer = exchange(connection, request);
      keep = plain && mayBeUsedAgain(answer);
      return answer;
    } finally {
      if (keep) {
        kept = connection;
        lastUseNs = System.nanoTime();
      } else {
        connection.close();
      }
    }
  }

  @Override
  public void close() {
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }

  private RawConnection connection() {
    RawConnection connection = kept;
    kept = null;
    if (connection != null && System.nanoTime() - lastUseNs < MAX_IDLE_NS) {
      return connection;
    }
    if (connection != null) {
      connection.close();
    }
    return RawConnection.open(baseUri, timeout);
  }

  private Answer exchange(RawConnection connection, Request request) {
    try {
      for (String piece : request.pieces()) {
        String sent = piece.replace(Request.HOST_TOKEN, baseUri.getAuthority());
        connection.write(sent.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (CallFailedException closedEarly) {
      // A refusal may have come before the last byte was taken: it is still there to be read.
    }
    try {
      return of(
          request.method().equals("HEAD")
              ? connection.readAnswerToHead()
              : connection.readAnswerOrFirstFrame());
    } catch (CallFailedException unreadable) {
      return Answer.none(Outcome.RESET, "");
    }
  }

  private static Answer of(RawOutcome outcome) {
    return switch (outcome) {
      case RawOutcome.Answered answered -> of(answered.httpAnswer());
      case RawOutcome.EndOfStream end -> Answer.none(Outcome.CLOSED, end.received());
      case RawOutcome.ConnectionReset reset -> Answer.none(Outcome.RESET, reset.received());
      case RawOutcome.TimedOut late -> Answer.none(Outcome.HANG, late.received());
      case RawOutcome.NotHttp bytes -> Answer.none(Outcome.NOT_HTTP, bytes.received());
    };
  }

  static Answer of(HttpAnswer answer) {
    String body = new String(answer.body(), StandardCharsets.ISO_8859_1);
    return new Answer(Outcome.ANSWERED, answer.status(), answer.headers(), body);
  }

  private static boolean mayBeUsedAgain(Answer answer) {
    return answer.outcome() == Outcome.ANSWERED
        && answer.status() < 300
        && !answer.field("Content-Type").startsWith("text/event-stream")
        && !answer.field("Connection").equalsIgnoreCase("close");
  }
}
