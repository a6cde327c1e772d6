package dev.spikebench.server.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is stored in place of metadata that is over the cap.
final class MetadataSummary {
  /// The members that are kept, in this order.
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

  private MetadataSummary() {}

  /// The summary of a value that is longer than `maxBytes`, itself no longer than that.
  static String of(CompactJson json, int maxBytes) {
    StringBuilder summary = new StringBuilder("{\"_truncated\":true,\"_original_bytes\":");
    summary.append(json.length());
    if (json.at(0) == '{') {
      appendKept(summary, new Members(json).find(), json, maxBytes);
    }
    return summary.append('}').toString();
  }

  private static void appendKept(
      StringBuilder summary, @Nullable Range[] members, CompactJson json, int maxBytes) {
    int bytes = summary.length() + 1;
    for (int i = 0; i < members.length; i++) {
      Range value = members[i];
      if (value == null) {
        continue;
      }
      String opening = ",\"" + KEPT.get(i) + "\":";
      int added = opening.length() + value.end() - value.start();
      if (bytes + added <= maxBytes) {
        summary.append(opening).append(json.text(value.start(), value.end()));
        bytes += added;
      }
    }
  }

  /// The bytes `[start, end)` of a member's value.
  private record Range(int start, int end) {}

  /// Walks the members of a compact object. Compactness makes this simple: names have one spelling,
  /// and nothing stands between the tokens.
  private static final class Members {
    private final CompactJson json;
    private int position = 1;

    Members(CompactJson json) {
      this.json = json;
    }

    /// The values of the kept names, by their place in the list; of repeated names the last one's.
    @Nullable Range[] find() {
      @Nullable Range[] found = new @Nullable Range[KEPT.size()];
      while (json.at(position) != '}') {
        int nameStart = position + 1;
        skipString();
        int kept = KEPT.indexOf(json.text(nameStart, position - 1));
        position++;
        int valueStart = position;
        skipValue();
        if (kept >= 0) {
          found[kept] = new Range(valueStart, position);
        }
        if (json.at(position) == ',') {
          position++;
        }
      }
      return found;
    }

    private void skipString() {
      position++;
      while (json.at(position) != '"') {
        position += json.at(position) == '\\' ? 2 : 1;
      }
      position++;
    }

    /// Leaves the position at the `,` or `}` behind the value.
    private void skipValue() {
      int depth = 0;
      while (true) {
        byte b = json.at(position);
        if (b == '"') {
          skipString();
          continue;
        }
        if (depth == 0 && (b == ',' || b == '}')) {
          return;
        }
        if (b == '{' || b == '[') {
          depth++;
        } else if (b == '}' || b == ']') {
          depth--;
        }
        position++;
      }
    }
  }
}
