package dev.spikebench.server.raw;

import java.nio.charset.StandardCharsets;

/// Texts of requests.
public final class Requests {
  /// The smallest valid event.
  public static final String EVENT =
      "{\"session_id\":\"s\",\"agent_type\":\"a\",\"event_type\":\"tool_use\"}";

  private Requests() {}

  /// A request without a body.
  ///
  /// @param fields further header fields, each with its line end
  public static String get(String target, String... fields) {
    return bodyless("GET", target, fields);
  }

  /// A request of any method without a body.
  public static String bodyless(String method, String target, String... fields) {
    return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + joined(fields) + "\r\n";
  }

  /// A POST of JSON with its length declared.
  public static String post(String target, String json, String... fields) {
    return postHead(target, json.getBytes(StandardCharsets.ISO_8859_1).length, fields) + json;
  }

  /// The head alone of a POST of JSON.
  public static String postHead(String target, long length, String... fields) {
    return "POST "
        + target
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n"
        + joined(fields)
        + "\r\n";
  }

  /// The head alone of a POST of JSON in chunks.
  public static String chunkedHead(String target) {
    return "POST "
        + target
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n";
  }

  /// One chunk.
  public static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  private static String joined(String... fields) {
    StringBuilder all = new StringBuilder();
    for (String field : fields) {
      all.append(field).append("\r\n");
    }
    return all.toString();
  }
}
