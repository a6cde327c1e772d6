package dev.spikebench.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// Events that repeat what the one before them said, or nearly: each is read as if it stood alone.
class RepeatedTextsTest {
  private static final List<String> FIELDS =
      Stream.of(EventField.values())
          .filter(field -> !field.kind().isNumber())
          .map(EventField::key)
          .toList();

  /// Values that are near each other: the same in other letters, of the same length, cut, padded.
  private static final List<String> VALUES =
      List.of(
          "\"main\"",
          "\"\\u006dain\"",
          "\" main \"",
          "\"Main\"",
          "\"maim\"",
          "\"mainx\"",
          "\"\"",
          "\"  \"",
          "\"\\ud800ain\"",
          "\"\uFFFDain\"",
          "\"tool_use\"",
          "\" tool_use\"",
          "\"session_end\"",
          "\"error\"",
          "\"success\"",
          "\"2026-02-25T10:11:12.345Z\"",
          "\"2026-02-25T10:11:12.346Z\"",
          "\"2026-02-25T11:11:12.345+01:00\"",
          "\"2026-02-30T10:11:12.345Z\"",
          "\"" + "x".repeat(4096) + "\"",
          "\"" + "x".repeat(4097) + "\"",
          "\"" + "x".repeat(4095) + "y\"",
          "null",
          "7",
          "{}");

  @RepeatedTest(20)
  void eachIsReadAsIfItStoodAlone(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      events.add(event(random));
    }

    ParsedBatch batch = Bodies.parseBatch("{\"events\":[" + String.join(",", events) + "]}");

    assertThat(batch).isEqualTo(new ParsedBatch.Items(events.stream().map(Bodies::parse).toList()));
  }

  @Test
  void aRepeatedTextIsTheSameObject() {
    String event = Bodies.eventWith("\"branch\":\" main\",\"event_id\":\"e\"");
    ParsedBatch batch = Bodies.parseBatch("{\"events\":[" + event + "," + event + "]}");

    List<ParsedEvent> items = ((ParsedBatch.Items) batch).items();
    IngestEvent first = ((ParsedEvent.Valid) items.get(0)).event();
    IngestEvent second = ((ParsedEvent.Valid) items.get(1)).event();
    assertThat(second.branch()).isSameAs(first.branch());
    assertThat(second.sessionId()).isSameAs(first.sessionId());
  }

  /// Few values a field, so that neighbours often agree; now and then one field twice.
  private static String event(SplittableRandom random) {
    StringBuilder event = new StringBuilder(Bodies.eventWith(""));
    event.setLength(event.length() - 1);
    int members = random.nextInt(6);
    for (int i = 0; i < members; i++) {
      event.append(",\"").append(FIELDS.get(random.nextInt(FIELDS.size()))).append("\":");
      event.append(VALUES.get(random.nextInt(VALUES.size())));
    }
    return event.append('}').toString();
  }
}
