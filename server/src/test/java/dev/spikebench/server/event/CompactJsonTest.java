package dev.spikebench.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The oracle is Jackson's reading of the text before and after.
class CompactJsonTest {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String[] CHARACTERS = {
    "a", "é", "語", "😀", "\\\"", "\\\\", "\\/", "\\n", "\\u000a", "\\u0000", "\\u001F", "\\u0022",
    "\\u005C", "\\u0041", "\\u00e9", "\\u8A9E", "\\ud83d\\ude00", " ", ":", ",", "{", "}", "[", "]",
    "-0", "\u007f", "\u2028"
  };
  private static final String[] NUMBERS = {
    "0", "-0", "7", "-7", "-0.0", "0.5e-0", "1E+10", "-0e-0", "12345678901234567890", "10", "-10"
  };
  private static final String[] BLANKS = {"", "", "", " ", "\n", "\t\r\n  "};

  private final Random random = new Random(20_260_105);

  @Test
  void keepsTheValueAndDropsEverythingElse() throws IOException {
    for (int round = 0; round < 20_000; round++) {
      String text = container(3);
      byte[] padded = ("x" + text + "y").getBytes(StandardCharsets.UTF_8);

      CompactJson compact = CompactJson.of(padded, 1, padded.length - 1);

      assertThat(tokens(compact.text())).as(text).isEqualTo(tokens(text));
      assertThat(compact.length()).isEqualTo(utf8(compact.text()).length);
      assertThat(compact.length()).isLessThanOrEqualTo(padded.length - 2);
      assertThat(again(compact.text())).isEqualTo(compact.text());
      assertThat(withoutStrings(compact.text())).doesNotContainPattern("\\s");
    }
  }

  private static String again(String text) {
    byte[] bytes = utf8(text);
    return CompactJson.of(bytes, 0, bytes.length).text();
  }

  private static String withoutStrings(String text) {
    return text.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "S");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Kinds, names, strings and numbers in order; minus zero as zero.
  private static List<String> tokens(String text) throws IOException {
    List<String> tokens = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        String shown = parser.getText();
        tokens.add(token + " " + (shown.equals("-0") && token.isNumeric() ? "0" : shown));
      }
    }
    return tokens;
  }

  private String container(int depth) {
    boolean object = random.nextBoolean();
    StringBuilder text = new StringBuilder(object ? "{" : "[").append(blank());
    int members = random.nextInt(4);
    for (int i = 0; i < members; i++) {
      text.append(i == 0 ? "" : ",").append(blank());
      if (object) {
        text.append(string()).append(blank()).append(':').append(blank());
      }
      text.append(value(depth)).append(blank());
    }
    return text.append(object ? '}' : ']').toString();
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 0 ? 5 : 3)) {
      case 0 -> string();
      case 1 -> NUMBERS[random.nextInt(NUMBERS.length)];
      case 2 -> random.nextBoolean() ? "true" : "null";
      default -> container(depth - 1);
    };
  }

  private String string() {
    StringBuilder text = new StringBuilder("\"");
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.append('"').toString();
  }

  private String blank() {
    return BLANKS[random.nextInt(BLANKS.length)];
  }
}
