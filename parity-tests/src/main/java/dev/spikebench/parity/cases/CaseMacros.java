package dev.spikebench.parity.cases;

import dev.spikebench.parity.script.Request;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Expands the short forms of the file of cases.
final class CaseMacros {
  private static final Pattern MACRO =
      Pattern.compile("<<(?:hex:([0-9a-f]+)|names:([0-9]+)|([0-9]+)\\*(.*?))>>");
  private static final String EVENT =
      "\"agent_type\":\"agent-NONCE_00\",\"event_type\":\"tool_use\"";

  private CaseMacros() {}

  /// The bytes of a text of the file, a character a byte.
  static String bytes(String text) {
    Matcher macro = MACRO.matcher(text);
    StringBuilder bytes = new StringBuilder();
    int from = 0;
    while (macro.find()) {
      bytes.append(plain(text.substring(from, macro.start()))).append(expanded(macro));
      from = macro.end();
    }
    return bytes.append(plain(text.substring(from))).toString();
  }

  private static String expanded(Matcher macro) {
    if (macro.group(1) != null) {
      byte[] bytes = HexFormat.of().parseHex(macro.group(1));
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    if (macro.group(2) != null) {
      return names(Integer.parseInt(macro.group(2)));
    }
    return plain(macro.group(4)).repeat(Integer.parseInt(macro.group(3)));
  }

  /// So many further items, each with a tool of its own.
  private static String names(int count) {
    StringBuilder items = new StringBuilder();
    for (int i = 0; i < count; i++) {
      items.append(plain(",{E,\"tool_name\":\"t%04d\"}".formatted(i)));
    }
    return items.toString();
  }

  private static String plain(String text) {
    return Request.bytes(
        text.replaceAll("\\{E2(?=[ ,}])", "{\"session_id\":\"second-NONCE_00\"," + EVENT)
            .replaceAll("\\{E(?=[ ,}])", "{\"session_id\":\"session-NONCE_00\"," + EVENT));
  }
}
