package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruncationIT {
  private static final int CAP_BYTES = 1024;
  private static final BackendFixture BACKEND =
      BackendFixture.shared(Map.of("INGEST_MAX_PAYLOAD_KB", "1"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"text\"|text",
        "\"\"|``",
        "\" not trimmed\\n\"|` not trimmed\n`",
        "\"{\\\"a\\\": 1}\"|{\"a\": 1}",
        "\"\\u00e9\\ud83d\\ude00\"|é😀"
      })
  @Rule("TRUNC-01")
  void aStringIsStoredAsItIs(String sent, String stored) {
    assertThat(row(sent).path("metadata").asText("missing")).isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "{ \"b\" : 1 , \"a\" : [ 1 , 2 ] }|{\"b\":1,\"a\":[1,2]}",
        " [ ] |[]",
        "{\"z\":{\"y\":{\"x\":null}},\"a\":\"b c\"}|{\"z\":{\"y\":{\"x\":null}},\"a\":\"b c\"}",
        " true |true",
        " 12 |12"
      })
  @Rule("TRUNC-02")
  void anyOtherValueIsStoredAsCompactJsonInTheOrderReceived(String sent, String stored) {
    assertThat(row(sent).path("metadata").asText()).isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1.50,\"b\":1e3,\"c\":-0.0}|{\"a\":1.5,\"b\":1000,\"c\":0}",
        "{\"\\u0061\":\"\\/\\u0041\"}|{\"a\":\"/A\"}",
        "[\"\\u0000\\u001f\\\"\\\\\\n\"]|[\"\\u0000\\u001f\\\"\\\\\\n\"]"
      })
  @Rule("TRUNC-02")
  void whatIsStoredParsesToTheSameValue(String sent, String same) {
    String stored = row(sent).path("metadata").asText();

    assertThat(asDoubles(Json.parse(stored))).isEqualTo(asDoubles(Json.parse(same)));
  }

  @Test
  @Rule("TRUNC-03")
  void whatFillsTheCapExactlyIsStoredWhole() {
    String object = "{\"k\":\"" + "é".repeat((CAP_BYTES - 8) / 2) + "\"}";
    for (String whole : List.of("x".repeat(CAP_BYTES), "😀".repeat(CAP_BYTES / 4))) {
      assertWhole(row("\"" + whole + "\""), whole);
    }
    assertWhole(row(object), object);
    assertWhole(row(object.replace(":", " :\n   ")), object);
  }

  @Test
  @Rule({"TRUNC-04", "TRUNC-09"})
  void aLongStringIsCutAtTheLastWholeCodePoint() {
    assertTruncated(row("\"" + "x".repeat(CAP_BYTES + 1) + "\""), "x".repeat(CAP_BYTES));
    assertTruncated(row("\"" + "é".repeat(CAP_BYTES) + "\""), "é".repeat(CAP_BYTES / 2));
    assertTruncated(row("\"" + "語".repeat(342) + "\""), "語".repeat(341));
    assertTruncated(row("\"x" + "😀".repeat(256) + "\""), "x" + "😀".repeat(255));
  }

  @Test
  @Rule({"TRUNC-05", "TRUNC-09"})
  void aLongObjectBecomesASummaryThatTellsItsLength() {
    // {"big":"…"} has ten bytes besides the text.
    assertTruncated(
        row("{\"big\":\"" + "x".repeat(2000) + "\"}"),
        "{\"_truncated\":true,\"_original_bytes\":2010}");
    assertTruncated(
        row("{ \"big\" :\t\"" + "é".repeat(1000) + "\" }"),
        "{\"_truncated\":true,\"_original_bytes\":2010}");
    assertTruncated(
        row("{\"big\":\"" + "x".repeat(CAP_BYTES - 9) + "\"}"),
        "{\"_truncated\":true,\"_original_bytes\":1025}");
  }

  @Test
  @Rule("TRUNC-06")
  void theSummaryKeepsTheNamedKeysInTheContractsOrder() {
    JsonNode row =
        row(
            "{\"type\":9,\"path\":[ 1, {\"a\" : 2}"
                + " ],\"tool_name\":null,\"message\":\"m\",\"big\":\""
                + "x".repeat(2000)
                + "\",\"error\":false,\"pattern\":\"p\",\"query\":{\"command\":\"no\"},"
                + "\"file_path\":\"é\",\"command\":\"c\",\"other\":1}");
    String stored = row.path("metadata").asText();

    assertThat(names(stored))
        .containsExactly(
            "_truncated",
            "_original_bytes",
            "command",
            "file_path",
            "query",
            "pattern",
            "error",
            "message",
            "tool_name",
            "path",
            "type");
    assertThat(stored)
        .endsWith(
            ",\"command\":\"c\",\"file_path\":\"é\",\"query\":{\"command\":\"no\"},"
                + "\"pattern\":\"p\",\"error\":false,\"message\":\"m\",\"tool_name\":null,"
                + "\"path\":[1,{\"a\":2}],\"type\":9}");
  }

  @Test
  @Rule("TRUNC-06")
  void keysOfInnerObjectsAreNotKept() {
    JsonNode row = row("{\"a\":{\"command\":\"c\"},\"b\":\"" + "x".repeat(2000) + "\"}");

    assertThat(names(row.path("metadata").asText()))
        .containsExactly("_truncated", "_original_bytes");
  }

  @Test
  @Rule("TRUNC-07")
  void aKeyWithWhichTheSummaryWouldPassTheCapIsLeftOutAndLaterOnesStay() {
    JsonNode row =
        row(
            "{\"command\":\""
                + "c".repeat(1500)
                + "\",\"query\":\"q\",\"message\":\""
                + "é".repeat(600)
                + "\",\"type\":\"t\"}");

    assertThat(names(row.path("metadata").asText()))
        .containsExactly("_truncated", "_original_bytes", "query", "type");
  }

  @Test
  @Rule("TRUNC-07")
  void theSummaryMayFillTheCapExactly() {
    // {"_truncated":true,"_original_bytes":2976 has 41 bytes, ,"command":"" 13, the brace one.
    int room = CAP_BYTES - 41 - 13 - 1;
    for (int length : new int[] {room, room + 1}) {
      String rest = ",\"big\":\"" + "x".repeat(2000) + "\"}";
      JsonNode row = row("{\"command\":\"" + "c".repeat(length) + "\"" + rest);
      String stored = row.path("metadata").asText();
      assertThat(stored.contains("command")).isEqualTo(length == room);
      assertThat(stored.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(CAP_BYTES);
    }
  }

  @Test
  @Rule({"TRUNC-08", "TRUNC-09"})
  void anyOtherLongValueBecomesJustTheTwoKeys() {
    assertTruncated(
        row("[\"" + "x".repeat(2000) + "\"]"), "{\"_truncated\":true,\"_original_bytes\":2004}");
    assertTruncated(
        row("[{\"command\":\"" + "x".repeat(2000) + "\"}]"),
        "{\"_truncated\":true,\"_original_bytes\":2016}");
  }

  @Test
  @Rule({"TRUNC-03", "CONFIG-04"})
  void withoutTheVariableTheCapIsTenKibibytes() {
    String text = "x".repeat(10 * 1024);
    BackendFixture backend = BackendFixture.shared();

    assertWhole(RawEvent.with("\"metadata\":\"" + text + "\"").stored(backend), text);
    assertTruncated(RawEvent.with("\"metadata\":\"" + text + "x\"").stored(backend), text);
  }

  private static JsonNode row(String metadata) {
    return RawEvent.with("\"metadata\":" + metadata).stored(BACKEND);
  }

  private static void assertWhole(JsonNode row, String metadata) {
    assertThat(row.path("metadata").asText()).isEqualTo(metadata);
    assertThat(row.path("payload_truncated").asInt(-1)).isZero();
  }

  private static void assertTruncated(JsonNode row, String metadata) {
    assertThat(row.path("metadata").asText()).isEqualTo(metadata);
    assertThat(row.path("payload_truncated").asInt(-1)).isOne();
  }

  private static List<String> names(String object) {
    List<String> names = new ArrayList<>();
    Json.parse(object).fieldNames().forEachRemaining(names::add);
    return names;
  }

  /// The value with every number as a double, and minus zero as zero.
  private static Object asDoubles(JsonNode value) {
    if (value.isNumber()) {
      return value.asDouble() + 0.0;
    }
    if (value.isArray()) {
      List<Object> items = new ArrayList<>();
      value.forEach(item -> items.add(asDoubles(item)));
      return items;
    }
    if (value.isObject()) {
      List<Object> members = new ArrayList<>();
      value
          .properties()
          .forEach(member -> members.add(Map.of(member.getKey(), asDoubles(member.getValue()))));
      return members;
    }
    return value;
  }
}
