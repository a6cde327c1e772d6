package dev.spikebench.loadgen.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestAnswerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"received\":2,\"ids\":[1,2],\"duplicates\":0,\"rejected\":[]} | 2 | 0 | 0",
        "{\"received\":1,\"ids\":[7],\"duplicates\":0} | 1 | 0 | 0",
        "{\"duplicates\" : 3 , \"received\" : 0} | 0 | 3 | 0",
        "{\"received\":5.0,\"duplicates\":1e0} | 5 | 1 | 0",
        "{\"\\u0072eceived\":4,\"duplicates\":0} | 4 | 0 | 0",
        "{\"received\":1,\"received\":6} | 6 | 0 | 0",
        "{\"received\":1,\"a\":{\"received\":9,\"rejected\":[1]},\"b\":\"}\\\"\",\"c\":[[]]} | 1 |"
            + " 0 | 0",
        "{\"received\":48,\"rejected\":[{\"index\":1,\"errors\":[\"a, b\",\"c\"]},{\"index\":2}]} |"
            + " 48 | 0 | 2",
        "{\"received\":999999999999999999} | 999999999999999999 | 0 | 0"
      })
  void countsAreReadInEverySpellingTheContractAllows(
      String json, long received, long duplicates, long rejected) {
    IngestAnswer answer = answer(json);

    assertThat(answer.read()).isTrue();
    assertThat(answer.received()).isEqualTo(received);
    assertThat(answer.duplicates()).isEqualTo(duplicates);
    assertThat(answer.rejected()).isEqualTo(rejected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"received\":",
        "{\"received\":-1}",
        "{\"received\":1.5}",
        "{\"received\":\"1\"}",
        "{\"received\":null}",
        "{\"received\":1",
        "<html></html>"
      })
  void answerThatDoesNotSayWhatWasReceivedIsNoAnswer(String text) {
    assertThat(answer(text).read()).isFalse();
  }

  /// The scanner is a shortcut; Jackson is the measure. 2,000 documents of known seed.
  @Test
  void scannerAgreesWithAParserOnRandomAnswers() throws IOException {
    Random random = new Random(20_260_101);
    for (int round = 0; round < 2_000; round++) {
      ObjectNode document = document(random);
      String text = random.nextBoolean() ? document.toString() : document.toPrettyString() + "\n";
      IngestAnswer answer = answer(text);

      assertThat(answer.read()).as(text).isTrue();
      assertThat(answer.received()).as(text).isEqualTo(document.get("received").asLong());
      assertThat(answer.duplicates()).as(text).isEqualTo(document.path("duplicates").asLong(0));
      assertThat(answer.rejected()).as(text).isEqualTo(document.path("rejected").size());
    }
  }

  @Test
  void answerIsReadAlikeHoweverItIsCutIntoPieces() {
    String json = "{\"received\":2,\"ids\":[10,11],\"duplicates\":0,\"rejected\":[]}";
    IngestAnswer answer = new IngestAnswer();
    answer.clear();
    for (byte each : json.getBytes(StandardCharsets.UTF_8)) {
      answer.append(ByteBuffer.wrap(new byte[] {each}));
    }

    assertThat(answer.read()).isTrue();
    assertThat(answer.received()).isEqualTo(2);
    assertThat(answer.totalBytes()).isEqualTo(json.length());
  }

  @Test
  void nothingOfTheAnswerBeforeStays() {
    IngestAnswer answer = answer("{\"received\":2,\"duplicates\":1,\"rejected\":[1,2]}");
    assertThat(answer.read()).isTrue();
    answer.clear();
    answer.append(ByteBuffer.wrap("{\"received\":3}".getBytes(StandardCharsets.UTF_8)));

    assertThat(answer.read()).isTrue();
    assertThat(answer.accountsFor(3)).isTrue();
    assertThat(answer.accountsFor(4)).isFalse();
  }

  private static ObjectNode document(Random random) {
    List<String> names = new ArrayList<>(List.of("received", "duplicates", "rejected", "ids", "x"));
    Collections.shuffle(names, random);
    ObjectNode document = JSON.createObjectNode();
    for (String name : names) {
      switch (name) {
        case "received" -> document.put(name, random.nextInt(10_000));
        case "duplicates" -> {
          if (random.nextBoolean()) {
            document.put(name, random.nextInt(10_000));
          }
        }
        case "rejected" -> document.set(name, array(random, random.nextInt(4)));
        case "ids" -> document.set(name, array(random, random.nextInt(60)));
        default -> document.put(name, "a \" \\ ] } , é " + random.nextDouble());
      }
    }
    return document;
  }

  private static ArrayNode array(Random random, int size) {
    ArrayNode array = JSON.createArrayNode();
    for (int i = 0; i < size; i++) {
      switch (random.nextInt(4)) {
        case 0 -> array.add(random.nextInt());
        case 1 -> array.addObject().put("index", i).putArray("errors").add("a: [b], {c}");
        case 2 -> array.addArray();
        default -> array.addNull();
      }
    }
    return array;
  }

  private static IngestAnswer answer(String text) {
    IngestAnswer answer = new IngestAnswer();
    answer.clear();
    answer.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    return answer;
  }
}
