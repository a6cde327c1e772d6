package dev.spikebench.server.http;

import java.util.ArrayList;
import java.util.List;

/// The rule for a request's `Content-Type`: exactly JSON, in UTF-8.
final class MediaTypes {
  private MediaTypes() {}

  /// Whether a request with these `Content-Type` fields carries JSON: one field, whose type is
  /// `application/json` in any letter case, and whose `charset`, if there is one, is UTF-8, bare or
  /// quoted. Other parameters don't matter.
  static boolean isJson(List<String> contentTypeFields) {
    if (contentTypeFields.size() != 1) {
      return false;
    }
    List<String> parts = splitOutsideQuotes(contentTypeFields.getFirst());
    return parts.getFirst().strip().equalsIgnoreCase("application/json")
        && parts.subList(1, parts.size()).stream().allMatch(MediaTypes::isAcceptable);
  }

  private static boolean isAcceptable(String parameter) {
    int equals = parameter.indexOf('=');
    String name = (equals < 0 ? parameter : parameter.substring(0, equals)).strip();
    if (!name.equalsIgnoreCase("charset")) {
      return true;
    }
    return equals >= 0
        && unquote(parameter.substring(equals + 1).strip()).equalsIgnoreCase("utf-8");
  }

  private static List<String> splitOutsideQuotes(String field) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ';' && !quoted) {
        parts.add(field.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(field.substring(Math.min(start, field.length())));
    return parts;
  }

  private static String unquote(String value) {
    if (value.length() < 2 || value.charAt(0) != '"' || !value.endsWith("\"")) {
      return value;
    }
    StringBuilder plain = new StringBuilder(value.length());
    for (int i = 1; i < value.length() - 1; i++) {
      if (value.charAt(i) == '\\' && i + 1 < value.length() - 1) {
        i++;
      }
      plain.append(value.charAt(i));
    }
    return plain.toString();
  }
}
