package dev.spikebench.server.event;

import static dev.spikebench.server.event.Bodies.eventWith;
import static dev.spikebench.server.event.Bodies.utf8;
import static dev.spikebench.server.event.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.server.event.ParsedEvent.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTest {
  private static final int CAP_BYTES = 1024;
  private static final EventParser SMALL = new EventParser(CAP_BYTES);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|{}",
        "[]|[]",
        "{ }|{}",
        "true|true",
        "false|false",
        "12|12",
        "-7|-7",
        "-0|0",
        "-0.5|-0.5",
        "1.50e-05|1.50e-05",
        "\"\"|``",
        "\"text\"|text",
        "\" not trimmed \"|` not trimmed `",
        "\"{\\\"a\\\":1}\"|{\"a\":1}",
        "{\"b\":1,\"a\":2,\"10\":3,\"9\":4}|{\"b\":1,\"a\":2,\"10\":3,\"9\":4}",
        "[ 1 , -0 , -0.0 , 1e-0 , [ -0 ] ]|[1,0,-0.0,1e-0,[0]]",
        "{\"a b\" : \"c : d , e\"}|{\"a b\":\"c : d , e\"}",
        "{\"q\":\"\\\"\\\\\"}|{\"q\":\"\\\"\\\\\"}",
        "[\"\\/\\u0041\\u00e9\\u8a9e\\ud83d\\ude00\"]|[\"/Aé語😀\"]",
        "[\"\\u000a\\u0008\\u0009\\u000C\\u000d\"]|[\"\\n\\b\\t\\f\\r\"]",
        "[\"\\u0022\\u005c\\u0000\\u001F\\u007f\"]|[\"\\\"\\\\\\u0000\\u001f\u007f\"]",
        "[\"\\ud800\",\"\\ud800\\u0041\",\"\\udc00\\ud800\"]|[\"�\",\"�A\",\"��\"]",
        "[\"\\ud83d\\ud83d\\ude00\"]|[\"�😀\"]",
        "{\"\\u0061\":null}|{\"a\":null}",
        "[[],{},[{}],{\"a\":[]}]|[[],{},[{}],{\"a\":[]}]",
        "[123456789012345678901234567890]|[123456789012345678901234567890]"
      })
  void isStoredAsCompactJsonOrAsTheStringItself(String sent, String stored) {
    IngestEvent event = valid(eventWith("\"metadata\": " + sent + " "));

    assertThat(event.metadata()).isEqualTo(stored);
    assertThat(event.payloadTruncated()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e309", "-1e309", "[1e309]", "{\"a\":[{\"b\":-2e99999999999}]}"})
  void aNumberBeyondADoubleIsMalformed(String metadata) {
    String event = eventWith("\"metadata\":" + metadata);

    assertThatThrownBy(() -> Bodies.parse(event)).isInstanceOf(MalformedBodyException.class);
    assertThatThrownBy(() -> Bodies.parseBatch("{\"events\":[" + event + "]}"))
        .isInstanceOf(MalformedBodyException.class);
  }

  @Test
  void aNumberBeyondADoubleIsIgnoredInAnUnknownField() {
    assertThat(valid(eventWith("\"x\":[1e309]"))).isEqualTo(valid(eventWith("")));
  }

  @Test
  void whatFitsTheCapExactlyIsKept() {
    String text = "x".repeat(CAP_BYTES);
    String object = "{\"k\":\"" + "é".repeat((CAP_BYTES - 8) / 2) + "\"}";

    assertThat(stored("\"" + text + "\"").metadata()).isEqualTo(text);
    assertThat(stored(object).metadata()).isEqualTo(object);
    assertThat(stored(object).payloadTruncated()).isFalse();
    assertThat(stored("{ \"k\":\"" + "é".repeat((CAP_BYTES - 8) / 2) + "\" } ").metadata())
        .isEqualTo(object);
  }

  @Test
  void aLongStringIsCutAtTheLastWholeCodePointThatFits() {
    assertTruncated("\"" + "x".repeat(CAP_BYTES + 1) + "\"", "x".repeat(CAP_BYTES));
    // 1024 = 3 * 341 + 1
    assertTruncated("\"" + "語".repeat(342) + "\"", "語".repeat(341));
    assertTruncated("\"xxx" + "😀".repeat(256) + "\"", "xxx" + "😀".repeat(255));
    assertTruncated("\"" + "\\ud800".repeat(342) + "\"", "\uFFFD".repeat(341));
  }

  @Test
  void aLongArrayOrNumberBecomesTheTwoKeys() {
    // [" and "] and 1,021 letters: 1,025 bytes
    assertTruncated(
        "[\"" + "x".repeat(1021) + "\"]", "{\"_truncated\":true,\"_original_bytes\":1025}");
    assertTruncated(
        "[{\"command\":\"" + "x".repeat(2000) + "\"}]",
        "{\"_truncated\":true,\"_original_bytes\":2016}");
  }

  @Test
  void aLongObjectKeepsTheNamedKeysInTheContractsOrder() {
    String big = "\"big\":\"" + "x".repeat(2000) + "\"";
    String sent =
        "{\"type\":9,\"path\":[ 1, {\"a\" : 2} ],\"tool_name\":null,\"message\":\"m\","
            + big
            + ",\"error\":false,\"pattern\":\"p\",\"query\":{\"command\":\"no\"},"
            + "\"file_path\":\"\\u00e9\",\"command\":\"c\"}";

    String summary = stored(sent).metadata();

    assertThat(summary)
        .startsWith("{\"_truncated\":true,\"_original_bytes\":")
        .endsWith(
            ",\"command\":\"c\",\"file_path\":\"é\",\"query\":{\"command\":\"no\"},"
                + "\"pattern\":\"p\",\"error\":false,\"message\":\"m\",\"tool_name\":null,"
                + "\"path\":[1,{\"a\":2}],\"type\":9}");
  }

  @Test
  void theOriginalLengthIsThatOfTheCompactForm() {
    // {"big":"…2000…"} has 2,000 bytes and 10 more.
    String expected = "{\"_truncated\":true,\"_original_bytes\":2010}";

    assertTruncated("{\"big\":\"" + "x".repeat(2000) + "\"}", expected);
    assertTruncated(" { \"big\" :\n\"" + "x".repeat(2000) + "\" } ", expected);
    assertTruncated("{\"big\":\"" + "\\u00e9".repeat(1000) + "\"}", expected);
  }

  @Test
  void aKeyThatWouldPassTheCapIsLeftOutAndLaterOnesStay() {
    // 1 + 3012 (command) + 1 + 11 (query) + 1 + 2012 (message) + 1 + 10 (type) + 1 = 5050 bytes
    String sent =
        "{\"command\":\""
            + "c".repeat(3000)
            + "\",\"query\":\"q\",\"message\":\""
            + "m".repeat(2000)
            + "\",\"type\":\"t\"}";

    assertTruncated(
        sent, "{\"_truncated\":true,\"_original_bytes\":5050,\"query\":\"q\",\"type\":\"t\"}");
  }

  @Test
  void aSummaryMayFillTheCapExactly() {
    // {"_truncated":true,"_original_bytes":NNNN is 41 bytes, ,"command":"" 13 and } one.
    int room = CAP_BYTES - 41 - 13 - 1;
    String rest = ",\"big\":\"" + "x".repeat(2000) + "\"}";

    String fits = stored("{\"command\":\"" + "c".repeat(room) + "\"" + rest).metadata();
    String tooLong = stored("{\"command\":\"" + "c".repeat(room + 1) + "\"" + rest).metadata();

    assertThat(utf8(fits)).hasSize(CAP_BYTES);
    assertThat(fits).contains("\"command\":\"c");
    assertThat(tooLong).doesNotContain("command");
  }

  @Test
  void aSummaryCountsBytesAndNotCharacters() {
    int room = CAP_BYTES - 41 - 13 - 1;
    String rest = ",\"big\":\"" + "x".repeat(2000) + "\"}";

    assertThat(stored("{\"command\":\"" + "é".repeat(room / 2) + "\"" + rest).metadata())
        .contains("command");
    assertThat(stored("{\"command\":\"" + "é".repeat(room / 2 + 1) + "\"" + rest).metadata())
        .doesNotContain("command");
    // What is kept of one key counts against the room of the next.
    assertThat(
            stored(
                    "{\"command\":\""
                        + "é".repeat(200)
                        + "\",\"file_path\":\""
                        + "f".repeat(600)
                        + "\""
                        + rest)
                .metadata())
        .contains("command")
        .doesNotContain("file_path");
  }

  @Test
  void ofRepeatedKeysTheSummaryKeepsTheLast() {
    String sent =
        "{\"command\":\"one\",\"big\":\"" + "x".repeat(2000) + "\",\"comm\\u0061nd\":\"two\"}";

    assertThat(stored(sent).metadata()).endsWith(",\"command\":\"two\"}").doesNotContain("one");
  }

  @Test
  void quotesAndBracesInStringsDoNotConfuseTheSummary() {
    String tricky = "\"}{][,:\\\"\\\\\"";
    String sent =
        "{\"a\":"
            + tricky
            + ","
            + tricky
            + ":{\"x\":"
            + tricky
            + "},\"query\":"
            + tricky
            + ",\"big\":\""
            + "x".repeat(2000)
            + "\",\"type\":["
            + tricky
            + ",{}]}";

    assertThat(stored(sent).metadata())
        .endsWith(",\"query\":" + tricky + ",\"type\":[" + tricky + ",{}]}");
  }

  private static void assertTruncated(String sent, String expected) {
    IngestEvent event = stored(sent);
    assertThat(event.metadata()).isEqualTo(expected);
    assertThat(event.payloadTruncated()).isTrue();
  }

  private static IngestEvent stored(String metadata) {
    byte[] body = utf8(eventWith("\"metadata\":" + metadata));
    ParsedEvent parsed = SMALL.parseEvent(body, 0, body.length);
    assertThat(parsed).isInstanceOf(Valid.class);
    return ((Valid) parsed).event();
  }
}
