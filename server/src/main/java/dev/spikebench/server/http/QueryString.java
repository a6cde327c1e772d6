package dev.spikebench.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Reads a raw query string, strictly and only as far as the known names go.
final class QueryString {
  private QueryString() {}

  /// The values of the known parameters by name. A parameter without a value counts as not given,
  /// `+` is a space, names are case-sensitive, unknown names are ignored.
  ///
  /// @param raw the query as sent, without the question mark
  /// @throws BadQueryException where a known parameter is given twice or can't be decoded
  static Map<String, String> parse(String raw, Set<String> knownNames) throws BadQueryException {
    if (raw.isEmpty() || knownNames.isEmpty()) {
      return Map.of();
    }
    Map<String, String> values = new HashMap<>();
    int start = 0;
    while (start <= raw.length()) {
      int end = raw.indexOf('&', start);
      String pair = raw.substring(start, end < 0 ? raw.length() : end);
      readPair(pair, knownNames, values);
      start = end < 0 ? raw.length() + 1 : end + 1;
    }
    return values;
  }

  private static void readPair(String pair, Set<String> knownNames, Map<String, String> values)
      throws BadQueryException {
    int equals = pair.indexOf('=');
    if (equals <= 0 || equals == pair.length() - 1) {
      return;
    }
    String name = knownName(pair.substring(0, equals), knownNames);
    if (name.isEmpty()) {
      return;
    }
    if (values.put(name, decode(pair.substring(equals + 1), name)) != null) {
      throw new BadQueryException(name + " must be given once");
    }
  }

  /// The decoded name where it is a known one, else an empty text: what else a client sends under
  /// names of its own, badly escaped or not, is none of our business.
  private static String knownName(String rawName, Set<String> knownNames) {
    try {
      String name = decode(rawName, rawName);
      return knownNames.contains(name) ? name : "";
    } catch (BadQueryException undecodable) {
      return "";
    }
  }

  private static String decode(String raw, String name) throws BadQueryException {
    if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0 && isAscii(raw)) {
      return raw;
    }
    // The head of a request is read as ISO-8859-1, so one char is one byte as sent.
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes[length++] = (byte) escapedByte(raw, i, name);
        i += 2;
      } else {
        bytes[length++] = (byte) (c == '+' ? ' ' : c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw new BadQueryException(name + " is not valid UTF-8");
    }
  }

  private static int escapedByte(String raw, int percent, String name) throws BadQueryException {
    int high = percent + 2 < raw.length() ? Character.digit(raw.charAt(percent + 1), 16) : -1;
    int low = percent + 2 < raw.length() ? Character.digit(raw.charAt(percent + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw new BadQueryException(name + " has a bad percent escape");
    }
    return (high << 4) | low;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
