package dev.spikebench.server.raw;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One answer as it was read from a socket.
///
/// @param status the code of the status line
/// @param fields the header fields, names in lower case
/// @param body the body, as many bytes as `Content-Length` said, as text
public record RawResponse(int status, Map<String, List<String>> fields, String body) {

  /// The only value of a field; empty where there is none.
  public String field(String name) {
    List<String> values = fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    if (values.size() > 1) {
      throw new AssertionError(name + " is there more than once: " + values);
    }
    return values.isEmpty() ? "" : values.getFirst();
  }

  /// Whether a field is there at all.
  public boolean has(String name) {
    return fields.containsKey(name.toLowerCase(Locale.ROOT));
  }
}
