package dev.spikebench.parity.generate;

import java.util.List;

/// JSON strings as text, by their spelling: escapes, white space of every kind at the ends, lengths
/// at the limit. All methods give Java text that is encoded as UTF-8 later.
final class StringText {
  private static final List<String> BLANKS =
      List.of(
          " ", "\\t", "\\n", "\\r", "\\f", "\\u000b", "\\u0020", "\u00A0", "\\u00a0", "\u1680",
          "\u2000", "\\u2001", "\u2004", "\\u2007", "\\u200a", "\\u2028", "\u2029", "\u202F",
          "\u205F", "\u3000", "\\uFEFF", "\uFEFF");
  private static final List<String> NO_BLANKS =
      List.of("\\u0085", "\\u001c", "\\u001F", "\\u200b", "\u200B", "\\u0000", "\u180E", "\\u2060");
  private static final List<String> CHARACTERS =
      List.of(
          "a",
          "b",
          "Z",
          "0",
          "_",
          "-",
          ".",
          "/",
          "\\/",
          "%",
          "+",
          "&",
          "=",
          "'",
          "<",
          "é",
          "\\u00e9",
          "日",
          "\\u65e5",
          "😀",
          "\\ud83d\\ude00",
          "\\\"",
          "\\\\",
          "\\n",
          "\\t",
          "\\u0000",
          "\\b",
          "\u007F",
          "\\u0041",
          "\u2028",
          "\uFFFF",
          "\\u001b",
          " ",
          "{",
          "]");

  private final ChoiceSource choices;

  StringText(ChoiceSource choices) {
    this.choices = choices;
  }

  /// A quoted string that is `value` after trimming; now and then with something around it.
  String named(String value) {
    return choices.span(() -> "\"" + edge() + spelled(value) + edge() + "\"");
  }

  /// Any quoted string.
  String any() {
    return choices.span(
        () ->
            switch (choices.below(12)) {
              case 0, 1, 2, 3 -> named(choices.pick(List.of("a", "main", "Bash", "b c", "é")));
              case 4, 5, 6, 7 -> "\"" + edge() + characters() + edge() + "\"";
              case 8 -> "\"" + edge() + edge() + "\"";
              case 9 -> "\"\"";
              case 10 -> atTheLimit();
              default -> choices.chance(20) ? "\"a\\ud800b\"" : "\"" + characters() + "\"";
            });
  }

  /// Characters without quotes.
  String characters() {
    StringBuilder text = new StringBuilder(choices.pick(CHARACTERS));
    while (text.length() < 60 && choices.chance(60)) {
      text.append(choices.span(() -> choices.pick(CHARACTERS)));
    }
    return text.toString();
  }

  private String atTheLimit() {
    String unit = choices.pick(List.of("x", "é", "日", "😀"));
    int bytes = unit.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    int count = 4096 / bytes + choices.below(3) - 1;
    return "\"" + edge() + unit.repeat(count) + edge() + "\"";
  }

  private String edge() {
    return switch (choices.below(10)) {
      case 8 -> choices.pick(BLANKS) + (choices.chance(30) ? choices.pick(BLANKS) : "");
      case 9 -> choices.chance(60) ? choices.pick(BLANKS) : choices.pick(NO_BLANKS);
      default -> "";
    };
  }

  private String spelled(String value) {
    if (!choices.chance(4)) {
      return value;
    }
    // The first character alone: the letters of the run must stay to be found.
    return "\\u%04x".formatted((int) value.charAt(0)) + value.substring(1);
  }
}
