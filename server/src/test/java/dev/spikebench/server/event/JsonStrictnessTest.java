package dev.spikebench.server.event;

import static dev.spikebench.server.event.Bodies.assertMalformed;
import static dev.spikebench.server.event.Bodies.errors;
import static dev.spikebench.server.event.Bodies.eventWith;
import static dev.spikebench.server.event.Bodies.utf8;
import static dev.spikebench.server.event.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStrictnessTest {
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /// Each stands where an unknown field's value stands, where metadata's does, and alone.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01",
        "-01",
        "00",
        "-",
        "+1",
        ".5",
        "1.",
        "-.5",
        "1.e1",
        "1e",
        "1e+",
        "0x1",
        "1_0",
        "NaN",
        "Infinity",
        "-Infinity",
        "nul",
        "nulll",
        "True",
        "tru",
        "undefined",
        "'a'",
        "\"a",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12G4\"",
        "\"\\'\"",
        "\"\t\"",
        "\"\n\"",
        "\"\u0001\"",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1",
        "[1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1]",
        "{,}",
        "[true false]",
        "[truex]",
        "1 2",
        "// c\n1",
        "/* c */ 1",
        "1 // c",
        "# c\n1",
        "\u00a01",
        "\u000b1",
        "\f1",
        "1\u0000",
        "}",
        "]"
      })
  void whatRfc8259DoesNotAllowIsMalformed(String value) {
    assertMalformed(utf8(eventWith("\"x\":" + value)));
    assertMalformed(utf8(eventWith("\"metadata\":" + value)));
    assertMalformed(utf8(eventWith("\"branch\":" + value)));
    assertMalformed(utf8(eventWith("\"tokens_in\":" + value)));
    assertMalformed(utf8(value));
    assertMalformed(utf8("{\"events\":[" + eventWith("") + "," + value + "]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "0.0",
        "-0.0e-0",
        "1E5",
        "1e+05",
        "123456789012345678901234567890",
        "1e-999",
        "\"\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00aF\"",
        "\"\u007f\u0080\u2028\uFFFE\"",
        "[]",
        "{}",
        " [ 1 , 2 ]\r\n",
        "{\"\":\"\",\"\":1}",
        "\t{ \"a\" : { } }",
        "[[[]]]",
        "true",
        "false",
        "null"
      })
  void whatRfc8259AllowsIsWellFormed(String value) {
    assertThat(valid(eventWith("\"x\":" + value))).isEqualTo(valid(eventWith("")));
    assertThat(valid(eventWith("\"metadata\":" + value)).payloadTruncated()).isFalse();
    assertThat(errors(value.equals("{}") ? "[]" : "[" + value + "]"))
        .containsExactly("body: must be a JSON object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "{}", "[]", "1", "null", "\"\"", ",", "}", "\uFEFF", "\u00a0", "\u0000"})
  void nothingFollowsTheDocument(String rest) {
    assertMalformed(utf8(eventWith("") + rest));
    assertMalformed(utf8(eventWith("") + "\n" + rest));
    assertMalformed(utf8("{\"events\":[]}" + rest));
    assertMalformed(utf8("\"text\"" + rest));
    assertMalformed(utf8("[]" + rest));
  }

  @Test
  void whiteSpaceMaySurroundTheDocument() {
    assertThat(valid(" \t\r\n" + eventWith("") + " \t\r\n")).isEqualTo(valid(eventWith("")));
  }

  @Test
  void anEmptyBodyIsMalformed() {
    assertMalformed(utf8(""));
    assertMalformed(utf8("  \n"));
    assertMalformed(BOM);
  }

  @Test
  void aTruncatedDocumentIsMalformedWhereverItEnds() {
    byte[] whole = utf8(eventWith("\"metadata\":{\"a\":[1,\"é\\u00e9\",true]},\"tokens_in\":12"));

    for (int length = 0; length < whole.length; length++) {
      assertMalformed(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void aLeadingByteOrderMarkIsSkippedOnce() {
    byte[] event = utf8(eventWith("\"metadata\":{ \"a\":1}"));

    assertThat(Bodies.parse(concat(BOM, event))).isEqualTo(Bodies.parse(event));
    assertMalformed(concat(BOM, BOM, event));
    assertMalformed(concat(utf8(" "), BOM, event));
    assertThat(errors(Bodies.parse(concat(BOM, utf8("7")))))
        .containsExactly("body: must be a JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
  void noOtherEncodingIsGuessed(String charset) {
    Charset encoding = Charset.forName(charset);
    assertMalformed(eventWith("").getBytes(encoding));
    assertMalformed("{}".getBytes(encoding));
    assertMalformed("7".getBytes(encoding));
    assertMalformed("77".getBytes(encoding));
    assertMalformed(("\uFEFF" + eventWith("")).getBytes(encoding));
  }

  @Test
  void latin1IsNoUtf8() {
    assertMalformed(eventWith("\"branch\":\"é\"").getBytes(StandardCharsets.ISO_8859_1));
    assertMalformed(eventWith("\"x\":\"é\"").getBytes(StandardCharsets.ISO_8859_1));
    assertMalformed(eventWith("\"é\":1").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void overwrittenRepeatsAreJudgedToo() {
    assertMalformed(utf8(eventWith("\"branch\":\"\\x\",\"branch\":\"b\"")));
    assertMalformed(utf8("{\"events\":[01],\"events\":[]}"));
  }

  @Test
  void bytesOutsideTheGivenRangeAreNotRead() {
    byte[] event = utf8(eventWith("\"metadata\":{ \"é\":[1]}"));
    byte[] surrounded = concat(new byte[] {(byte) 0xFF, '}'}, event, new byte[] {'x', (byte) 0xFF});

    assertThat(new EventParser(Bodies.DEFAULT_CAP_BYTES).parseEvent(surrounded, 2, event.length))
        .isEqualTo(Bodies.parse(event));
  }

  @Test
  void theMessageQuotesNothingOfTheBody() {
    byte[] body = utf8("{\"session_id\":hunter2}");

    MalformedBodyException refusal =
        catchThrowableOfType(MalformedBodyException.class, () -> Bodies.parse(body));

    assertThat(refusal).hasMessageStartingWith("Malformed JSON");
    assertThat(refusal.getMessage()).doesNotContain("hunter");
  }

  @Test
  void oneHundredLevelsAreAcceptedAndOverOneThousandMalformed() {
    for (String[] pair : new String[][] {{"[", "]"}, {"{\"a\":", "}"}}) {
      // The event itself is the first level.
      String hundred = nested(pair, 99);
      assertThat(valid(eventWith("\"metadata\":" + hundred)).metadata()).isEqualTo(hundred);
      assertThat(valid(eventWith("\"x\":" + hundred))).isEqualTo(valid(eventWith("")));
      for (int depth : new int[] {1_000, 100_000}) {
        assertMalformed(utf8(eventWith("\"metadata\":" + nested(pair, depth))));
        assertMalformed(utf8(eventWith("\"x\":" + nested(pair, depth))));
        assertMalformed(utf8(eventWith("\"branch\":" + nested(pair, depth))));
        assertMalformed(utf8(nested(pair, depth + 1)));
      }
    }
  }

  @Test
  void aHundredLevelsFitIntoABatch() {
    String item = eventWith("\"metadata\":" + nested(new String[] {"[", "]"}, 97));

    assertThat(Bodies.parseBatch("{\"events\":[" + item + "]}"))
        .isInstanceOfSatisfying(
            ParsedBatch.Items.class,
            batch -> assertThat(errors(batch.items().getFirst())).isEmpty());
  }

  @Test
  void aNameMayHaveFiftyThousandCharactersOfAnySize() {
    for (String character : new String[] {"n", "é", "語", "😀", "\\u8a9e", "\\ud83d\\ude00"}) {
      String name = character.repeat(50_000);
      assertThat(valid(eventWith("\"" + name + "\":1"))).isEqualTo(valid(eventWith("")));
      assertThat(valid(eventWith("\"x\":{\"" + name + "\":1}"))).isEqualTo(valid(eventWith("")));
    }
  }

  @Test
  void aStringMayBeAsLongAsTheBody() {
    String text = "x".repeat(25_000_000);

    assertThat(valid(eventWith("\"x\":\"" + text + "\""))).isEqualTo(valid(eventWith("")));
    assertThat(errors(eventWith("\"branch\":\"" + text + "\"")))
        .containsExactly("branch: must be at most 4096 bytes");
    assertThat(valid(eventWith("\"metadata\":\"" + text + "\"")).metadata())
        .isEqualTo("x".repeat(Bodies.DEFAULT_CAP_BYTES));
  }

  @Test
  void manyDifferentNamesAreAccepted() {
    StringBuilder members = new StringBuilder("\"metadata\":{\"n\":0");
    for (int i = 0; i < 100_000; i++) {
      members.append(",\"name-").append(i).append("\":").append(i);
    }
    members.append('}');

    assertThat(valid(eventWith(members.toString())).payloadTruncated()).isTrue();
  }

  private static String nested(String[] pair, int depth) {
    String inner = pair[0].equals("[") ? "" : "1";
    return pair[0].repeat(depth) + inner + pair[1].repeat(depth);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }
}
