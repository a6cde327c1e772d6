package dev.spikebench.parity.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One HTTP answer: status, header fields in order of arrival, the exact bytes of the body (after
/// the transfer coding was taken off). Immutable.
public final class HttpAnswer {
  private final int status;
  private final List<Header> headers;
  private final byte[] body;

  HttpAnswer(int status, List<Header> headers, byte[] body) {
    this.status = status;
    this.headers = List.copyOf(headers);
    this.body = body.clone();
  }

  /// The status code.
  public int status() {
    return status;
  }

  /// Every header field.
  public List<Header> headers() {
    return headers;
  }

  /// Every value of the named field, in any letter case.
  public List<String> values(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  /// The first value of the named field.
  public Optional<String> header(String name) {
    return values(name).stream().findFirst();
  }

  /// `Content-Type` without blanks and in lower case, empty where there is none.
  public String contentType() {
    return header("Content-Type").map(HttpAnswer::withoutBlanks).orElse("");
  }

  /// A copy of the body's bytes.
  public byte[] body() {
    return body.clone();
  }

  /// The body as text.
  ///
  /// @throws CallFailedException where the bytes are not UTF-8
  public String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new CallFailedException("The body of the answer is not UTF-8: " + describe(), notUtf8);
    }
  }

  /// The body as JSON; a member given twice is an error.
  ///
  /// @throws CallFailedException where the body is no JSON document
  public JsonNode json() {
    return Json.parse(text());
  }

  /// Status, headers and the first part of the body, for messages.
  public String describe() {
    String shown = new String(body, 0, Math.min(body.length, 300), StandardCharsets.UTF_8);
    return status + " " + headers + " " + shown;
  }

  @Override
  public String toString() {
    return describe();
  }

  private static String withoutBlanks(String value) {
    return value.replace(" ", "").toLowerCase(Locale.ROOT);
  }
}
