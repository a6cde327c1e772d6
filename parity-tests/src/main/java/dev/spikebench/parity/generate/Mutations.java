package dev.spikebench.parity.generate;

import dev.spikebench.parity.script.Scenario;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/// One change to the bytes of a body, a character a byte.
final class Mutations {
  private static final List<String> INVALID =
      List.of("80", "c0af", "c3", "eda080", "edbfbf", "f4908080", "f8888080", "ff", "e28228", "fe");
  private static final List<String> INSERTED =
      List.of(",", "}", "]", "{", "\"", "\\", "0", "x", " ", "\0", "\t", "/", "+", ".", "-");
  private static final List<String> APPENDED =
      List.of("x", "{}", ",", "]", "}", "null", "\0", "\u00EF\u00BB\u00BF", "//", " ");

  private Mutations() {}

  /// The body with one change; unchanged where that would have hit the letters of the run, by which
  /// names are kept apart from those of other runs.
  static String change(ChoiceSource choices, String body) {
    String changed = changed(choices, body);
    boolean whole = names(changed) >= names(body) || body.startsWith(changed);
    return whole ? changed : body;
  }

  private static int names(String body) {
    return body.split(Scenario.NONCE, -1).length;
  }

  private static String changed(ChoiceSource choices, String body) {
    int at = choices.below(Math.max(1, body.length()));
    return switch (choices.below(7)) {
      case 0 -> body.substring(0, at) + body.substring(Math.min(body.length(), at + 1));
      case 1 -> body.substring(0, at) + choices.pick(INSERTED) + body.substring(at);
      case 2 -> body.substring(0, at) + bytes(choices.pick(INVALID)) + body.substring(at);
      case 3 -> body.substring(0, at);
      case 4 -> body + choices.pick(APPENDED);
      case 5 -> "\u00EF\u00BB\u00BF" + body;
      default ->
          body.substring(0, at)
              + body.substring(at, Math.min(body.length(), at + 8))
              + body.substring(at);
    };
  }

  private static String bytes(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }
}
