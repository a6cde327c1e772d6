package dev.spikebench.parity.model;

import dev.spikebench.parity.json.JsonValue;
import dev.spikebench.parity.json.JsonValue.JsonNumber;
import dev.spikebench.parity.json.JsonValue.JsonObject;
import dev.spikebench.parity.json.JsonValue.JsonString;
import dev.spikebench.parity.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// What becomes of an event's metadata (TRUNC-01 to TRUNC-09).
///
/// @param stored the text of the column
/// @param truncated whether it was cut or summarised
/// @param json whether the text is JSON that may be spelled in another way (DIFF-01)
/// @param loose whether its length may be counted in another way (DIFF-02)
public record Metadata(String stored, boolean truncated, boolean json, boolean loose) {
  private static final double LARGEST_EXACT = 0x1p53;
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

  /// What no metadata is stored as.
  static final Metadata NONE = new Metadata("{}", false, true, false);

  static Metadata of(JsonValue value, int capBytes) {
    if (value instanceof JsonString text) {
      boolean whole = bytes(text.value()) <= capBytes;
      return new Metadata(whole ? text.value() : cut(text.value(), capBytes), !whole, false, false);
    }
    String compact = JsonWriter.compact(value);
    boolean loose = value.all().anyMatch(Metadata::mayBeCountedInAnotherWay);
    if (bytes(compact) <= capBytes) {
      return new Metadata(compact, false, true, loose);
    }
    return new Metadata(summary(value, bytes(compact), capBytes), true, true, loose);
  }

  /// Whether a backend that counts in another way may see more, or less, than the cap. The longest
  /// spelling of one number that is in use has some twenty times its shortest one's length.
  public boolean mayDiffer(String received, int capBytes) {
    return loose && bytes(received) * 25L > capBytes;
  }

  private static boolean mayBeCountedInAnotherWay(JsonValue value) {
    return switch (value) {
      case JsonNumber number ->
          number.spelling().matches(".*[.eE].*|-0") || Math.abs(number.value()) > LARGEST_EXACT;
      case JsonString text -> text.oddlyEscaped() || text.hasLoneSurrogate();
      case JsonObject object -> object.hasRepeats();
      default -> false;
    };
  }

  private static String summary(JsonValue value, int originalBytes, int capBytes) {
    StringBuilder summary =
        new StringBuilder("{\"_truncated\":true,\"_original_bytes\":").append(originalBytes);
    if (value instanceof JsonObject object) {
      Map<String, JsonValue> members = object.effective();
      for (String name : KEPT) {
        JsonValue kept = members.get(name);
        if (kept != null) {
          String member = ",\"" + name + "\":" + JsonWriter.compact(kept);
          if (bytes(summary + member + "}") <= capBytes) {
            summary.append(member);
          }
        }
      }
    }
    return summary.append('}').toString();
  }

  private static String cut(String text, int capBytes) {
    int used = 0;
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      used += bytes(Character.toString(point));
      if (used > capBytes) {
        return text.substring(0, at);
      }
      at += Character.charCount(point);
    }
    return text;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
