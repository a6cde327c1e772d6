package dev.spikebench.parity.observe;

import dev.spikebench.parity.client.CallFailedException;
import dev.spikebench.parity.client.StreamMessage;
import dev.spikebench.parity.client.StreamSubscriber;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A subscriber whose messages are taken from a place on. One thread.
final class StreamWatch implements AutoCloseable {
  private static final int MAX_KEPT = 2_000;

  private final StreamSubscriber subscriber;
  private final Duration timeout;
  private int from;

  StreamWatch(URI baseUri, String query, Duration timeout) {
    this.subscriber = StreamSubscriber.open(baseUri, query, timeout);
    this.timeout = timeout;
    subscriber.awaitKind("connected", timeout);
    this.from = 1;
  }

  /// The answer that opened it.
  Answer head() {
    String bytes = subscriber.bodyBytes();
    int end = bytes.indexOf("\n\n");
    Answer head = Wire.of(subscriber.head());
    String frame = end < 0 ? bytes : bytes.substring(0, end + 2);
    return new Answer(head.outcome(), head.status(), head.headers(), frame);
  }

  /// All messages since the last call but the periodic ones, up to and without the fence; those
  /// that did come where the fence does not.
  List<String> takeUntil(String fence) {
    boolean came = true;
    try {
      subscriber.awaitFrom(from, message -> message.data().contains(fence), timeout);
    } catch (CallFailedException late) {
      came = false;
    }
    List<StreamMessage> fresh = subscriber.messagesFrom(from);
    List<String> taken =
        fresh.stream()
            .map(StreamMessage::data)
            .takeWhile(data -> !data.contains(fence))
            .filter(data -> !isPeriodic(data) && !data.contains(HttpTarget.FENCE))
            .toList();
    from += fresh.size();
    return came ? taken : append(taken, "\"the stream fell silent\"");
  }

  /// Whether so much was kept that a new subscriber is better.
  boolean isLong() {
    return from > MAX_KEPT;
  }

  /// What came so far, without waiting.
  List<String> taken() {
    return subscriber.messagesFrom(from).stream()
        .map(StreamMessage::data)
        .filter(data -> !isPeriodic(data) && !data.contains(HttpTarget.FENCE))
        .toList();
  }

  @Override
  public void close() {
    subscriber.close();
  }

  private static boolean isPeriodic(String data) {
    String type = data.replace(" ", "");
    return type.contains("\"type\":\"stats\"") || type.contains("\"type\":\"session_update\"");
  }

  private static List<String> append(List<String> list, String last) {
    return Stream.concat(list.stream(), Stream.of(last)).toList();
  }
}
