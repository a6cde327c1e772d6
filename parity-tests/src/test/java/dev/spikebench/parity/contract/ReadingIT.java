package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How values and bodies are read.
class ReadingIT {
  private static final BackendFixture BACKEND = BackendFixture.shared();
  private static final byte[] BOM = HexFormat.of().parseHex("efbbbf");

  @ParameterizedTest
  @CsvSource({
    "5.0, 5",
    "5e0, 5",
    "0.5E+1, 5",
    "50e-1, 5",
    "5.00000000000000000000000000, 5",
    "1e-400, 0",
    "0.99999999999999999999, 1",
    "9007199254740991.4, 9007199254740991",
    "9.007199254740991e15, 9007199254740991",
    "9007199254740990.5, 9007199254740990"
  })
  @Rule("FIELD-25")
  void aNumberIsTheNearestDouble(String sent, double stored) {
    JsonNode row = RawEvent.with("\"tokens_in\":" + sent).stored(BACKEND);

    assertThat(row.path("tokens_in").asDouble(-1)).isEqualTo(stored);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9007199254740991.5", "5.5", "5e-1", "1e-300", "0.9999999999999999"})
  @Rule("FIELD-25")
  void whatTheNearestDoubleIsNotIsRefused(String sent) {
    assertThat(RawEvent.with("\"tokens_in\":" + sent).errors(BACKEND))
        .containsExactly("tokens_in: must be a non-negative integer when provided");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0", "-0.0", "-0e0", "-1e-400"})
  @Rule("FIELD-26")
  void minusZeroIsZero(String sent) {
    JsonNode row =
        RawEvent.with(
                "\"tokens_in\":%s,\"duration_ms\":%s,\"cost_usd\":%s".formatted(sent, sent, sent))
            .stored(BACKEND);

    assertThat(row.path("tokens_in").asText()).isIn("0", "0.0");
    assertThat(row.path("duration_ms").asText()).isIn("0", "0.0");
    assertThat(row.path("cost_usd").asText()).isIn("0", "0.0");
  }

  @Test
  @Rule("FIELD-27")
  void whatJavaScriptTrimsIsTrimmedAtBothEnds() {
    int[] trimmed = {
      0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004,
      0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF
    };
    for (int c : trimmed) {
      String escape = "\\u%04x".formatted(c);
      assertThat(branchOf(escape + "a" + escape + "b" + escape))
          .as(escape)
          .isEqualTo("a" + Character.toString(c) + "b");
    }
  }

  @Test
  @Rule("FIELD-28")
  void nothingElseIsTrimmed() {
    int[] kept = {
      0x00, 0x08, 0x0E, 0x1C, 0x1D, 0x1E, 0x1F, 0x7F, 0x85, 0x180E, 0x200B, 0x200C, 0x2060, 0x2800
    };
    for (int c : kept) {
      String escape = "\\u%04x".formatted(c);
      String itself = Character.toString(c);
      assertThat(branchOf(escape + "a" + escape)).as(escape).isEqualTo(itself + "a" + itself);
    }
  }

  @Test
  @Rule("FIELD-29")
  void nulIsData() {
    assertThat(branchOf("a\\u0000b")).isEqualTo("a\u0000b");
    assertThat(branchOf("\\u0000")).isEqualTo("\u0000");
    assertThat(
            RawEvent.with("\"metadata\":\"\\u0000x\\u0000\"")
                .stored(BACKEND)
                .path("metadata")
                .asText())
        .isEqualTo("\u0000x\u0000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"x\":01",
        "\"x\":{\"y\":[1,]}",
        "\"x\":\"\\q\"",
        "\"x\":\"\u0001\"",
        "\"x\":nul",
        "\"branch\":\"\\q\",\"branch\":\"b\"",
        "\"tokens_in\":.5,\"tokens_in\":5",
        "\"metadata\":[1 2],\"metadata\":{}"
      })
  @Rule({"FIELD-30", "FIELD-34"})
  void unknownFieldsAndOverwrittenRepeatsAreJudgedToo(String members) {
    RawEvent.assertMalformed(BACKEND, RawEvent.with(members).bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "bf",
        "c0af",
        "c1bf",
        "c3",
        "c328",
        "e080af",
        "e28228",
        "eda080",
        "edbfbf",
        "f08080af",
        "f0288cbc",
        "f4908080",
        "f5808080",
        "f888808080",
        "fe",
        "ff",
        "e9"
      })
  @Rule({"FIELD-30", "FIELD-31"})
  void whatIsNoStrictUtf8IsMalformedWhereverItStands(String hex) {
    byte[] bad = HexFormat.of().parseHex(hex);
    for (String members :
        new String[] {
          "\"branch\":\"a@b\"", "\"x\":\"@\"", "\"x@\":1", "\"metadata\":{\"k\":\"@\"}"
        }) {
      RawEvent event = RawEvent.with(members);
      int at = event.body().indexOf('@');
      byte[] before = event.body().substring(0, at).getBytes(StandardCharsets.UTF_8);
      byte[] after = event.body().substring(at + 1).getBytes(StandardCharsets.UTF_8);
      RawEvent.assertMalformed(BACKEND, concat(before, bad, after));
      assertThat(Traces.events(BACKEND, event.sessionId())).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff", "😀", "\udbff\udfff"})
  @Rule("FIELD-31")
  void strictUtf8IsKeptAsItIs(String character) {
    assertThat(branchOf("a" + character + "b")).isEqualTo("a" + character + "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
  @Rule("FIELD-32")
  void noOtherEncodingIsGuessed(String charset) {
    RawEvent event = RawEvent.with("");
    Charset encoding = Charset.forName(charset);

    RawEvent.assertMalformed(BACKEND, event.body().getBytes(encoding));
    RawEvent.assertMalformed(BACKEND, ("\ufeff" + event.body()).getBytes(encoding));
    assertThat(Traces.events(BACKEND, event.sessionId())).isZero();
  }

  @Test
  @Rule("FIELD-33")
  void aLeadingByteOrderMarkIsSkipped() {
    RawEvent event = RawEvent.with("\"branch\":\"b\",\"metadata\":{\"a\":1}");

    JsonNode row = event.storedFrom(BACKEND, concat(BOM, event.bytes()));

    assertThat(row.path("branch").asText()).isEqualTo("b");
    assertThat(row.path("metadata").asText()).isEqualTo("{\"a\":1}");
    RawEvent.assertMalformed(BACKEND, concat(BOM, BOM, event.bytes()));
    RawEvent.assertMalformed(BACKEND, concat(event.bytes(), BOM));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-0.0e-0",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"",
        "[]",
        "{}",
        " [ 1 , [ ] ] ",
        "{\"\":1,\"\":2}",
        "\"\u007f\u2028\"",
        "null"
      })
  @Rule("FIELD-34")
  void whatRfc8259AllowsIsRead(String value) {
    assertThat(
            RawEvent.with("\"branch\":\"b\",\"x\":" + value)
                .stored(BACKEND)
                .path("branch")
                .asText())
        .isEqualTo("b");
  }

  private static String branchOf(String escaped) {
    return RawEvent.with("\"branch\":\"" + escaped + "\"").stored(BACKEND).path("branch").asText();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }
}
