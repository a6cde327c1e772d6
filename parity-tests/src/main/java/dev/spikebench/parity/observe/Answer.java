package dev.spikebench.parity.observe;

import dev.spikebench.parity.client.Header;
import java.util.List;
import java.util.Locale;

/// What came back for one request.
///
/// @param outcome how reading ended
/// @param status 0 where nothing came
/// @param headers in order of arrival
/// @param body a character a byte; of a stream its first frame
public record Answer(Outcome outcome, int status, List<Header> headers, String body) {

  /// How reading an answer can end.
  public enum Outcome {
    /// A whole answer.
    ANSWERED,
    /// The connection was closed without one.
    CLOSED,
    /// The connection was reset without one.
    RESET,
    /// Nothing, or not all of it, within the time.
    HANG,
    /// Bytes that are no HTTP.
    NOT_HTTP
  }

  /// Copies the headers.
  public Answer {
    headers = List.copyOf(headers);
  }

  /// Without an answer.
  static Answer none(Outcome outcome, String received) {
    return new Answer(outcome, 0, List.of(), received);
  }

  /// All values of the named field, joined by a comma; empty where there is none.
  public String field(String name) {
    return String.join(
        ", ",
        headers.stream()
            .filter(header -> header.name().equalsIgnoreCase(name))
            .map(Header::value)
            .toList());
  }

  /// As a person would read it: status, fields, an empty line, the body.
  public String text() {
    if (outcome != Outcome.ANSWERED) {
      return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + body;
    }
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + "\n");
    headers.forEach(h -> text.append(h.name()).append(": ").append(h.value()).append('\n'));
    return text.append('\n').append(body).toString();
  }
}
