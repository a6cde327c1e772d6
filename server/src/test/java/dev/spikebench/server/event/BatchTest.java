package dev.spikebench.server.event;

import static dev.spikebench.server.event.Bodies.errors;
import static dev.spikebench.server.event.Bodies.eventWith;
import static dev.spikebench.server.event.Bodies.parseBatch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.server.event.ParsedBatch.Items;
import dev.spikebench.server.event.ParsedBatch.NotABatch;
import dev.spikebench.server.event.ParsedBatch.TooManyItems;
import dev.spikebench.server.event.ParsedEvent.Valid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
  @Test
  void judgesEveryItemByItself() {
    String full = eventWith("\"branch\":\"b\",\"tokens_in\":1,\"metadata\":{\"a\":1}");
    List<ParsedEvent> items =
        items("{\"events\":[" + full + ",{\"session_id\":\"s\"},7," + eventWith("") + ",[{}]]}");

    assertThat(items).hasSize(5);
    assertThat(items.get(0)).isEqualTo(Bodies.parse(full));
    assertThat(errors(items.get(1)))
        .containsExactly("agent_type: must be a string", "event_type: must be a string");
    assertThat(errors(items.get(2))).containsExactly("body: must be a JSON object");
    // Nothing of the items before is left over.
    assertThat(items.get(3)).isEqualTo(Bodies.parse(eventWith("")));
    assertThat(errors(items.get(4))).containsExactly("body: must be a JSON object");
  }

  @Test
  void anEmptyBatchIsOne() {
    assertThat(items("{\"events\":[]}")).isEmpty();
    assertThat(items(" { \"x\" : [ { } ] , \"events\" : [ ] , \"y\" : null } ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "[{}]",
        "null",
        "1",
        "\"events\"",
        "{\"events\":null}",
        "{\"events\":{}}",
        "{\"events\":\"[]\"}",
        "{\"events\":0}",
        "{\"Events\":[]}",
        "{\"x\":{\"events\":[]}}",
        "{\"events\":[],\"events\":1}",
        "{\"events\":[],\"events\":{\"events\":[]}}"
      })
  void whatHasNoEventsArrayIsNoBatch(String body) {
    assertThat(parseBatch(body)).isEqualTo(new NotABatch());
  }

  @Test
  void theLastOfRepeatedEventsCounts() {
    assertThat(items("{\"events\":7,\"events\":[1]}")).hasSize(1);
    assertThat(items("{\"events\":[1,2],\"events\":[]}")).isEmpty();
    assertThat(items("{\"events\":" + numbers(10_001) + ",\"\\u0065vents\":[1]}")).hasSize(1);
  }

  @Test
  void tenThousandItemsAreTheMost() {
    assertThat(items("{\"events\":" + numbers(10_000) + "}")).hasSize(10_000);
    assertThat(parseBatch("{\"events\":" + numbers(10_001) + "}")).isEqualTo(new TooManyItems());
    assertThat(parseBatch("{\"events\":[],\"events\":" + numbers(20_000) + "}"))
        .isEqualTo(new TooManyItems());
  }

  @Test
  void oneParserServesManyThreads() throws Exception {
    EventParser parser = new EventParser(Bodies.DEFAULT_CAP_BYTES);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int thread = i;
        tasks.add(() -> parseMany(parser, thread));
      }
      for (Future<Integer> result : threads.invokeAll(tasks)) {
        assertThat(result.get()).isEqualTo(500);
      }
    }
  }

  /// Number of bodies that came back as they were sent; every third one has a long name of its own.
  private static int parseMany(EventParser parser, int thread) {
    int right = 0;
    for (int i = 0; i < 500; i++) {
      String name = "k" + thread + "-" + i + "x".repeat(i % 3 == 0 ? 500 : 0);
      String metadata = "{\"" + name + "\":" + i + "}";
      byte[] body =
          Bodies.utf8(
              eventWith("\"branch\":\"" + thread + "-" + i + "\",\"metadata\":" + metadata));
      if (parser.parseEvent(body, 0, body.length) instanceof Valid(IngestEvent event)
          && event.metadata().equals(metadata)
          && (thread + "-" + i).equals(event.branch())) {
        right++;
      }
    }
    return right;
  }

  private static List<ParsedEvent> items(String body) {
    ParsedBatch batch = parseBatch(body);
    assertThat(batch).isInstanceOf(Items.class);
    return ((Items) batch).items();
  }

  private static String numbers(int count) {
    return "[" + String.join(",", Collections.nCopies(count, "1")) + "]";
  }
}
