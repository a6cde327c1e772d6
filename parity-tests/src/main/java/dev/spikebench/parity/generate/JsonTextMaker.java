package dev.spikebench.parity.generate;

import java.util.List;

/// Any JSON value as text, with white space, repeats and spellings of every kind.
final class JsonTextMaker {
  private static final List<String> BLANKS = List.of("", " ", "\n", "\t", "\r\n", "  ");
  private static final List<String> KEPT =
      List.of(
          "command",
          "file_path",
          "query",
          "pattern",
          "error",
          "message",
          "tool_name",
          "path",
          "type");
  private static final int CAP_BYTES = 10 * 1024;

  private final ChoiceSource choices;
  private final StringText strings;
  private final NumberText numbers;

  JsonTextMaker(ChoiceSource choices) {
    this.choices = choices;
    this.strings = new StringText(choices);
    this.numbers = new NumberText(choices);
  }

  String blank() {
    return choices.chance(8) ? choices.pick(BLANKS) : "";
  }

  /// A value of no great depth.
  String value(int depth) {
    return choices.span(
        () ->
            switch (choices.below(depth > 2 ? 6 : 8)) {
              case 0 -> choices.pick(List.of("null", "true", "false"));
              case 1, 2 -> numbers.any();
              case 3, 4, 5 -> strings.any();
              case 6 -> array(depth);
              default -> object(depth);
            });
  }

  /// Metadata: small most of the time, else close to the cap.
  String metadata() {
    return choices.span(
        () ->
            switch (choices.below(10)) {
              case 9 -> large();
              case 8 -> deep();
              case 6, 7 -> value(0);
              default -> object(0);
            });
  }

  private String deep() {
    int levels = choices.pick(List.of(3, 90, 95));
    return "[".repeat(levels) + "]".repeat(levels);
  }

  /// Around the cap: a string, an object with kept keys, or an array.
  private String large() {
    String unit = choices.pick(List.of("x", "é", "😀"));
    int unitBytes = unit.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    int bytes = CAP_BYTES + choices.pick(List.of(0, 1, -1, 2, -2, 400, -10, -8, -12, -11, -9));
    String fill = "\"" + unit.repeat(bytes / unitBytes) + "x".repeat(bytes % unitBytes) + "\"";
    return switch (choices.below(3)) {
      case 0 -> fill;
      case 1 -> "[" + fill + "]";
      default -> "{\"big\":" + fill + keptKeys() + "}";
    };
  }

  private String keptKeys() {
    StringBuilder members = new StringBuilder();
    for (String key : KEPT) {
      if (choices.chance(30)) {
        members.append(choices.span(() -> ",\"" + key + "\":" + kept()));
      }
    }
    return members.toString();
  }

  private String kept() {
    return choices.chance(25) ? "\"" + "k".repeat(10_100) + "\"" : value(2);
  }

  private String array(int depth) {
    StringBuilder items = new StringBuilder("[" + blank());
    for (int i = 0; i < 4 && choices.chance(50); i++) {
      items.append(i > 0 ? "," : "").append(blank()).append(value(depth + 1)).append(blank());
    }
    return items.append(']').toString();
  }

  private String object(int depth) {
    StringBuilder members = new StringBuilder("{" + blank());
    for (int i = 0; i < 4 && choices.chance(50); i++) {
      String comma = i > 0 ? "," : "";
      members.append(
          choices.span(
              () -> comma + blank() + name() + blank() + ":" + blank() + value(depth + 1)));
    }
    return members.append(blank()).append('}').toString();
  }

  private String name() {
    return switch (choices.below(8)) {
      case 0, 1, 2 -> "\"" + choices.pick(List.of("a", "b", "c")) + "\"";
      case 3 -> "\"" + choices.pick(KEPT) + "\"";
      case 4 -> "\"\"";
      case 5 -> "\"" + choices.pick(List.of("1", "0", "10", "__proto__", "constructor")) + "\"";
      default -> strings.any();
    };
  }
}
