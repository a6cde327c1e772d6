package dev.spikebench.loadgen.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is rendered of each source of values, and how often each value comes.
class EventMixTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant INSTANT = Instant.parse("2026-03-04T05:06:07Z");
  private static final int EVENTS = 20_000;

  @Test
  void cyclesAndRangesFollowTheIndex() throws IOException {
    List<JsonNode> events =
        events(
            kind(
                Map.of(
                    EventField.TOOL_NAME,
                    new ValueSource.Cycle(List.of("a", "b", "c")),
                    EventField.BRANCH,
                    new ValueSource.IndexRange("b/", 5, 6),
                    EventField.TOKENS_IN,
                    new ValueSource.IndexRange("", 7, 9)),
                Map.of("n", new ValueSource.IndexRange("", 0, 99)),
                null),
            7);

    assertThat(events)
        .extracting(event -> event.get("tool_name").asText())
        .containsExactly("a", "b", "c", "a", "b", "c", "a");
    assertThat(events)
        .extracting(event -> event.get("branch").asText())
        .containsExactly("b/5", "b/6", "b/5", "b/6", "b/5", "b/6", "b/5");
    assertThat(events)
        .extracting(event -> event.get("tokens_in").intValue())
        .containsExactly(7, 8, 9, 7, 8, 9, 7);
    assertThat(events)
        .extracting(event -> event.get("metadata").get("n").intValue())
        .containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void numbersAreNumbersAndTextsAreTexts() throws IOException {
    JsonNode event =
        events(
                kind(
                    Map.of(
                        EventField.TOKENS_OUT, new ValueSource.Fixed("12"),
                        EventField.COST_USD, new ValueSource.Fixed("0.25"),
                        EventField.PROJECT, new ValueSource.Fixed("12"),
                        EventField.BRANCH, new ValueSource.IndexRange("", 3, 3)),
                    Map.of("text", new ValueSource.Fixed("5")),
                    null),
                1)
            .getFirst();

    assertThat(event.get("tokens_out").isNumber()).isTrue();
    assertThat(event.get("cost_usd").doubleValue()).isEqualTo(0.25);
    assertThat(event.get("project").asText()).isEqualTo("12");
    assertThat(event.get("project").isTextual()).isTrue();
    assertThat(event.get("branch").isTextual()).isTrue();
    assertThat(event.get("metadata").get("text").isTextual()).isTrue();
  }

  @Test
  void textsWithQuotesAndOtherScriptsArriveAsTheyAre() throws IOException {
    String text = "a \"b\" \\ \n é 漢 😀";
    JsonNode event =
        events(kind(Map.of(EventField.PROJECT, new ValueSource.Fixed(text)), Map.of(), null), 1)
            .getFirst();

    assertThat(event.get("project").asText()).isEqualTo(text);
  }

  /// Of 20,000 events 15,000, 4,000 and 1,000 are expected, each with four standard deviations.
  @Test
  void choicesComeByTheirWeights() throws IOException {
    List<JsonNode> events =
        events(
            kind(Map.of(EventField.TOOL_NAME, choice("a", 15, "b", 4, "c", 1)), Map.of(), null),
            EVENTS);
    Map<String, Long> counts = counts(events, event -> event.get("tool_name").asText());

    assertThat(counts).containsOnlyKeys("a", "b", "c");
    assertThat(counts.get("a")).isBetween(14_755L, 15_245L);
    assertThat(counts.get("b")).isBetween(3_774L, 4_226L);
    assertThat(counts.get("c")).isBetween(877L, 1_123L);
  }

  @Test
  void drawnRangesReachBothEndsAndNothingBeyond() throws IOException {
    List<JsonNode> events =
        events(
            kind(
                Map.of(EventField.DURATION_MS, new ValueSource.DrawnRange("", 3, 7)),
                Map.of(),
                null),
            EVENTS);
    Map<Integer, Long> counts = counts(events, event -> event.get("duration_ms").intValue());

    assertThat(counts).containsOnlyKeys(3, 4, 5, 6, 7);
    // 4,000 of each, four standard deviations of 57 each.
    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(3_774L, 4_226L));
  }

  /// Two fields with the same weights must not move together: of the four pairs each has a quarter.
  @Test
  void fieldsAreDrawnIndependentlyOfEachOther() throws IOException {
    List<JsonNode> events =
        events(
            kind(
                Map.of(
                    EventField.TOOL_NAME, choice("a", 1, "b", 1),
                    EventField.BRANCH, choice("x", 1, "y", 1)),
                Map.of(),
                null),
            EVENTS);
    Map<String, Long> pairs =
        counts(events, event -> event.get("tool_name").asText() + event.get("branch").asText());

    assertThat(pairs).hasSize(4);
    // 5,000 of each, four standard deviations of 61 each.
    assertThat(pairs.values()).allSatisfy(count -> assertThat(count).isBetween(4_755L, 5_245L));
  }

  @Test
  void kindsComeByTheirWeightsAndHaveTheirOwnFieldsAlone() throws IOException {
    Workload mixed =
        Workload.spec().toBuilder()
            .kinds(
                List.of(
                    kind(3, Map.of(EventField.TOOL_NAME, new ValueSource.Fixed("a"))),
                    kind(1, Map.of(EventField.MODEL, new ValueSource.Fixed("m")))))
            .build();
    List<JsonNode> events = events(mixed, EVENTS, 1);

    assertThat(events).allMatch(event -> event.has("tool_name") != event.has("model"));
    // 15,000 expected, four standard deviations of 61.
    assertThat(events.stream().filter(event -> event.has("tool_name")).count())
        .isBetween(14_755L, 15_245L);
  }

  @Test
  void metadataIsFilledToTheByte() throws IOException {
    Map<String, ValueSource> members = new LinkedHashMap<>();
    members.put("source", new ValueSource.Fixed("é\"x"));
    members.put("index", new ValueSource.IndexRange("", 0, 999_999_999));
    for (Map<String, ValueSource> metadata : List.of(members, Map.<String, ValueSource>of())) {
      ValueSource sizes = new ValueSource.IndexRange("", 60, 12_000);
      for (JsonNode event : events(kind(Map.of(), metadata, sizes), 12_000 - 60 + 1)) {
        // Only ASCII is escaped differently by no writer; é and the quote count as they are sent.
        byte[] compact = JSON.writeValueAsBytes(event.get("metadata"));
        int index = Integer.parseInt(event.get("event_id").asText().substring(2));
        assertThat(compact).hasSize(60 + index);
      }
    }
  }

  @Test
  void membersLargerThanTheSizeAreSentAsTheyAre() throws IOException {
    Map<String, ValueSource> members = Map.of("source", new ValueSource.Fixed("benchmark"));
    for (String size : List.of("0", "22", "23", "31")) {
      JsonNode event = events(kind(Map.of(), members, new ValueSource.Fixed(size)), 1).getFirst();

      assertThat(event.get("metadata")).hasSize(1);
    }
    assertThat(
            events(kind(Map.of(), members, new ValueSource.Fixed("32")), 1)
                .getFirst()
                .get("metadata")
                .get(EventKind.FILLER)
                .asText())
        .isEmpty();
  }

  @Test
  void repeatedEventsAreTheEarlierOnesToTheByte() throws IOException {
    Workload workload =
        Workload.spec().toBuilder()
            .duplicateShare(0.5)
            .kinds(
                List.of(
                    kind(
                        Map.of(EventField.DURATION_MS, new ValueSource.DrawnRange("", 0, 999)),
                        Map.of(),
                        new ValueSource.DrawnRange("", 50, 90))))
            .build();
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    long repeated = 0;
    for (JsonNode event : events(workload, EVENTS, 9)) {
      JsonNode earlier = byId.putIfAbsent(event.get("event_id").asText(), event);
      if (earlier != null) {
        repeated++;
        assertThat(event).isEqualTo(earlier);
      }
    }

    assertThat(repeated)
        .isEqualTo(new BodyRenderer(workload, "n", INSTANT, 9).repeatedAmong(EVENTS))
        .isPositive();
  }

  @Test
  void drawsFollowTheSeedAndNotTheNonce() throws IOException {
    Workload workload =
        Workload.spec().toBuilder()
            .kinds(
                List.of(
                    kind(
                        Map.of(EventField.TOOL_NAME, choice("a", 1, "b", 1)),
                        Map.of(),
                        new ValueSource.DrawnRange("", 50, 900))))
            .build();

    assertThat(text(workload, "run-a", 1)).isNotEqualTo(text(workload, "run-a", 2));
    assertThat(text(workload, "run-b", 1))
        .isEqualTo(text(workload, "run-a", 1).replace("run-a", "run-b"));
  }

  private static String text(Workload workload, String nonce, long seed) {
    return new String(
        new BodyRenderer(workload, nonce, INSTANT, seed).measured().body(3),
        StandardCharsets.UTF_8);
  }

  private static ValueSource choice(Object... valuesAndWeights) {
    List<ValueSource.Option> options = new ArrayList<>();
    for (int i = 0; i < valuesAndWeights.length; i += 2) {
      options.add(
          new ValueSource.Option(
              new ValueSource.Fixed((String) valuesAndWeights[i]),
              (Integer) valuesAndWeights[i + 1]));
    }
    return new ValueSource.Choice(options);
  }

  private static EventKind kind(long weight, Map<EventField, ValueSource> fields) {
    Map<EventField, ValueSource> all = new EnumMap<>(EventField.class);
    all.put(EventField.AGENT_TYPE, new ValueSource.Fixed("agent"));
    all.put(EventField.EVENT_TYPE, new ValueSource.Fixed("tool_use"));
    all.putAll(fields);
    return new EventKind(weight, all, Map.of(), null);
  }

  private static EventKind kind(
      Map<EventField, ValueSource> fields,
      Map<String, ValueSource> metadata,
      @Nullable ValueSource metadataBytes) {
    return new EventKind(1, kind(1, fields).fields(), metadata, metadataBytes);
  }

  private static List<JsonNode> events(EventKind kind, int count) throws IOException {
    return events(Workload.spec().toBuilder().kinds(List.of(kind)).build(), count, 1);
  }

  private static List<JsonNode> events(Workload workload, int count, long seed) throws IOException {
    RequestBodies bodies =
        new BodyRenderer(workload.withEvents(count), "n", INSTANT, seed).measured();
    List<JsonNode> events = new ArrayList<>();
    for (int request = 0; request < bodies.count(); request++) {
      JSON.readTree(bodies.body(request)).get("events").forEach(events::add);
    }
    return events;
  }

  private static <T> Map<T, Long> counts(List<JsonNode> events, Function<JsonNode, T> value) {
    return events.stream().collect(Collectors.groupingBy(value, Collectors.counting()));
  }
}
