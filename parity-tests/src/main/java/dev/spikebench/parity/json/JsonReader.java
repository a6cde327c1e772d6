package dev.spikebench.parity.json;

import dev.spikebench.parity.json.JsonValue.JsonArray;
import dev.spikebench.parity.json.JsonValue.JsonNumber;
import dev.spikebench.parity.json.JsonValue.JsonObject;
import dev.spikebench.parity.json.JsonValue.JsonString;
import dev.spikebench.parity.json.JsonValue.JsonWord;
import dev.spikebench.parity.json.JsonValue.Member;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads one document strictly after RFC 8259: no comment, no trailing comma, no bare word, nothing
/// after the end. One use, one thread.
public final class JsonReader {
  /// Deeper documents are refused; the contract lets nobody accept them.
  private static final int MAX_DEPTH = 1000;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /// Reads the bytes, given a character a byte. A leading byte order mark is skipped.
  ///
  /// @throws MalformedJsonException where they are not UTF-8, or not one document
  public static JsonValue readBytes(String bytes) throws MalformedJsonException {
    String text = decode(bytes);
    return read(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
  }

  /// Reads a text.
  ///
  /// @throws MalformedJsonException where it is not one document
  public static JsonValue read(String text) throws MalformedJsonException {
    JsonReader reader = new JsonReader(text);
    JsonValue value = reader.value(0);
    reader.skipBlanks();
    if (reader.at < text.length()) {
      throw reader.malformed("something after the document");
    }
    return value;
  }

  /// Java's own decoder refuses overlong forms, encoded surrogates and what lies over U+10FFFF.
  private static String decode(String bytes) throws MalformedJsonException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw new MalformedJsonException("not UTF-8");
    }
  }

  private JsonValue value(int depth) throws MalformedJsonException {
    skipBlanks();
    return switch (peek()) {
      case '{' -> object(depth + 1);
      case '[' -> array(depth + 1);
      case '"' -> string();
      case 't' -> word("true", JsonWord.TRUE);
      case 'f' -> word("false", JsonWord.FALSE);
      case 'n' -> word("null", JsonWord.NULL);
      default -> number();
    };
  }

  private JsonObject object(int depth) throws MalformedJsonException {
    checkDepth(depth);
    at++;
    List<Member> members = new ArrayList<>();
    skipBlanks();
    if (taken('}')) {
      return new JsonObject(members);
    }
    do {
      skipBlanks();
      JsonString name = string();
      skipBlanks();
      expect(':');
      members.add(new Member(name, value(depth)));
      skipBlanks();
    } while (taken(','));
    expect('}');
    return new JsonObject(members);
  }

  private JsonArray array(int depth) throws MalformedJsonException {
    checkDepth(depth);
    at++;
    List<JsonValue> items = new ArrayList<>();
    skipBlanks();
    if (taken(']')) {
      return new JsonArray(items);
    }
    do {
      items.add(value(depth));
      skipBlanks();
    } while (taken(','));
    expect(']');
    return new JsonArray(items);
  }

  private JsonString string() throws MalformedJsonException {
    expect('"');
    StringBuilder value = new StringBuilder();
    boolean odd = false;
    while (peek() != '"') {
      char next = text.charAt(at++);
      if (next < 0x20) {
        throw malformed("a control character in a string");
      }
      if (next == '\\') {
        odd |= escape(value);
      } else {
        value.append(next);
      }
    }
    at++;
    return new JsonString(value.toString(), odd);
  }

  /// Appends the escaped character and says whether the escape was one that JSON does not need.
  private boolean escape(StringBuilder value) throws MalformedJsonException {
    char kind = peek();
    at++;
    int simple = "\"\\/bfnrt".indexOf(kind);
    if (simple >= 0) {
      value.append("\"\\/\b\f\n\r\t".charAt(simple));
      return kind == '/';
    }
    if (kind != 'u' || at + 4 > text.length()) {
      throw malformed("no escape of JSON");
    }
    String digits = text.substring(at, at + 4);
    if (!digits.chars().allMatch(digit -> Character.digit(digit, 16) >= 0 && digit < 0x80)) {
      throw malformed("no four hexadecimal digits");
    }
    at += 4;
    char character = (char) Integer.parseInt(digits, 16);
    value.append(character);
    return character >= 0x20 || "\b\f\n\r\t".indexOf(character) >= 0;
  }

  private JsonValue word(String spelling, JsonWord word) throws MalformedJsonException {
    if (!text.startsWith(spelling, at)) {
      throw malformed("no value");
    }
    at += spelling.length();
    return word;
  }

  private JsonNumber number() throws MalformedJsonException {
    int from = at;
    taken('-');
    if (!taken('0')) {
      digits();
    }
    if (taken('.')) {
      digits();
    }
    if (taken('e') || taken('E')) {
      if (!taken('+')) {
        taken('-');
      }
      digits();
    }
    return new JsonNumber(text.substring(from, at));
  }

  private void digits() throws MalformedJsonException {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == from) {
      throw malformed("no value");
    }
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() throws MalformedJsonException {
    if (at >= text.length()) {
      throw malformed("the document is not complete");
    }
    return text.charAt(at);
  }

  private boolean taken(char wanted) {
    boolean there = at < text.length() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char wanted) throws MalformedJsonException {
    if (!taken(wanted)) {
      throw malformed("no '" + wanted + "'");
    }
  }

  private void checkDepth(int depth) throws MalformedJsonException {
    if (depth > MAX_DEPTH) {
      throw malformed("more than " + MAX_DEPTH + " levels");
    }
  }

  private MalformedJsonException malformed(String what) {
    return new MalformedJsonException(what + " at character " + at);
  }
}
