package dev.spikebench.parity.script;

import dev.spikebench.parity.script.Framing.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One request, literally. Immutable.
///
/// @param target what stands in the request line
/// @param fields header fields in order; where none is `Host`, the backend's own is put first;
///   length or transfer coding are added as the framing says
/// @param body a character a byte
public record Request(
    String method, String target, List<Field> fields, String body, Framing framing) {
  /// Stands for the backend's host and port wherever it is found.
  public static final String HOST_TOKEN = "HOST_PORT";

  /// Copies the fields.
  public Request {
    fields = List.copyOf(fields);
  }

  /// A POST of JSON.
  ///
  /// @param body a character a byte
  public static Request post(String target, String body) {
    return new Request(
        "POST",
        target,
        List.of(new Field("Content-Type", "application/json")),
        body,
        Framing.PLAIN);
  }

  /// A GET without fields.
  public static Request get(String target) {
    return new Request("GET", target, List.of(), "", Framing.PLAIN);
  }

  /// The UTF-8 bytes of a text, a character a byte.
  public static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /// All values of the named field, in any letter case.
  public List<String> values(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /// The first value of the named field.
  public Optional<String> value(String name) {
    return values(name).stream().findFirst();
  }

  /// The path as sent.
  public String path() {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  /// The query as sent, without its question mark; empty where there is none.
  public String query() {
    int mark = target.indexOf('?');
    return mark < 0 ? "" : target.substring(mark + 1);
  }

  /// The same with other fields.
  public Request withFields(List<Field> others) {
    return new Request(method, target, others, body, framing);
  }

  /// The same with another body.
  public Request withBody(String other) {
    return new Request(method, target, fields, other, framing);
  }

  /// The same with `from` replaced by `to` everywhere.
  public Request replace(String from, String to) {
    return new Request(
        method,
        target.replace(from, to),
        fields.stream().map(f -> new Field(f.name(), f.value().replace(from, to))).toList(),
        body.replace(from, to),
        framing);
  }

  /// The pieces that are written one after the other: the head with what fits it, then the rest.
  public List<String> pieces() {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    if (values("Host").isEmpty()) {
      head.append("Host: ").append(HOST_TOKEN).append("\r\n");
    }
    fields.forEach(f -> head.append(f.name()).append(": ").append(f.value()).append("\r\n"));
    boolean withBody = !body.isEmpty() || method.equals("POST");
    if (framing.kind() == Kind.CHUNKED) {
      head.append("Transfer-Encoding: chunked\r\n");
    } else if (framing.kind() == Kind.LENGTH && withBody) {
      head.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    head.append("\r\n");
    return framing.kind() == Kind.CHUNKED ? chunks(head.toString()) : writes(head.toString());
  }

  /// All bytes, a character a byte.
  public String wire() {
    return String.join("", pieces());
  }

  private List<String> writes(String head) {
    if (framing.pieceBytes() == 0) {
      return List.of(head + body);
    }
    List<String> pieces = new ArrayList<>();
    pieces.add(head);
    pieces.addAll(cut());
    return pieces;
  }

  private List<String> chunks(String head) {
    List<String> pieces = new ArrayList<>();
    pieces.add(head);
    for (String piece : cut()) {
      pieces.add(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
    }
    pieces.add("0\r\n\r\n");
    return framing.pieceBytes() == 0 ? List.of(String.join("", pieces)) : pieces;
  }

  private List<String> cut() {
    int size = framing.pieceBytes() == 0 ? Math.max(1, body.length()) : framing.pieceBytes();
    List<String> parts = new ArrayList<>();
    for (int from = 0; from < body.length(); from += size) {
      parts.add(body.substring(from, Math.min(body.length(), from + size)));
    }
    return parts;
  }
}
