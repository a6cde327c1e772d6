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
  private static final String STATS = "stats";
  private static final String SWEEP = "session_update";

  private final StreamSubscriber subscriber;
  private final Duration timeout;
  private int from;
  private boolean swept;

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
            .filter(data -> !isPeriodic(data) && !PlainQuestions.isFence(data))
            .toList();
    from += fresh.size();
    swept |= fresh.stream().anyMatch(message -> isOfType(message.data(), SWEEP));
    return came ? taken : append(taken, "\"the stream fell silent\"");
  }

  /// Whether a sweep that changed something was told since the last call.
  boolean takeSwept() {
    boolean told = swept;
    swept = false;
    return told;
  }

  /// Whether so much was kept that a new subscriber is better.
  boolean isLong() {
    return from > MAX_KEPT;
  }

  /// What came so far, without waiting.
  List<String> taken() {
    return subscriber.messagesFrom(from).stream()
        .map(StreamMessage::data)
        .filter(data -> !isPeriodic(data) && !PlainQuestions.isFence(data))
        .toList();
  }

  @Override
  public void close() {
    subscriber.close();
  }

  private static boolean isPeriodic(String data) {
    return isOfType(data, STATS) || isOfType(data, SWEEP);
  }

  /// By its text, for a message need not be JSON; inside a payload the quotes are escaped.
  private static boolean isOfType(String data, String type) {
    return data.contains(type) && data.replace(" ", "").contains("\"type\":\"" + type + "\"");
  }

  private static List<String> append(List<String> list, String last) {
    return Stream.concat(list.stream(), Stream.of(last)).toList();
  }
}
