package dev.spikebench.parity.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules of the HTML standard's event stream, one a row; each text is fed whole, byte by byte
/// and cut in two at every place. An expected `message|a|7` is a message of that type, data and id.
class EventStreamReaderTest {

  static Stream<Arguments> texts() {
    return Stream.of(
        arguments("a message", "data: a\n\n", List.of("message|a|")),
        arguments("no space after the colon", "data:a\n\n", List.of("message|a|")),
        arguments("just one space is taken off", "data:  a \n\n", List.of("message| a |")),
        arguments("CR ends a line", "data: a\r\r", List.of("message|a|")),
        arguments("CRLF ends one line", "data: a\r\n\r\n", List.of("message|a|")),
        arguments(
            "ends of line mixed", "data: a\r\ndata: b\rdata: c\n\n", List.of("message|a\nb\nc|")),
        arguments(
            "CR, then LF of the next line's own",
            "data: a\n\r\ndata: b\r\n\r",
            List.of("message|a|", "message|b|")),
        arguments(
            "LF CR are two ends", "data: a\n\rdata: b\n\n", List.of("message|a|", "message|b|")),
        arguments("lines of data are joined", "data: a\ndata: b\n\n", List.of("message|a\nb|")),
        arguments("empty data is a message", "data:\n\n", List.of("message||")),
        arguments("a name alone has an empty value", "data\n\n", List.of("message||")),
        arguments("two names alone are one line feed", "data\ndata\n\n", List.of("message|\n|")),
        arguments(
            "without data there is no message", "event: x\n\ndata: a\n\n", List.of("message|a|")),
        arguments(
            "an event's type", "event: x\ndata: a\n\ndata: b\n\n", List.of("x|a|", "message|b|")),
        arguments(
            "an empty type is message", "event: x\nevent:\ndata: a\n\n", List.of("message|a|")),
        arguments(
            "an id stays", "id: 7\ndata: a\n\ndata: b\n\n", List.of("message|a|7", "message|b|7")),
        arguments(
            "an id is emptied",
            "id: 7\ndata: a\n\nid\ndata: b\n\n",
            List.of("message|a|7", "message|b|")),
        arguments("an id counts without data", "id: 7\n\ndata: b\n\n", List.of("message|b|7")),
        arguments("an id with NUL is none", "id: 7\nid: 8\0\ndata: a\n\n", List.of("message|a|7")),
        arguments("a comment", ": heartbeat\n\n", List.of("comment| heartbeat")),
        arguments("a bare colon is a comment", ":\n", List.of("comment|")),
        arguments(
            "a comment inside a message",
            "data: a\n:x\ndata: b\n\n",
            List.of("comment|x", "message|a\nb|")),
        arguments("retry of digits", "retry: 1500\n", List.of("retry|1500")),
        arguments("retry of anything else", "retry: 1x\nretry:\nretry: -1\nretry: +1\n", List.of()),
        arguments("an unknown field", "what: x\ndata: a\n\n", List.of("message|a|")),
        arguments("names are case-sensitive", "Data: x\ndata: a\n\n", List.of("message|a|")),
        arguments(
            "a space before the colon is part of the name",
            "data : x\ndata: a\n\n",
            List.of("message|a|")),
        arguments("one byte order mark is skipped", "\uFEFFdata: a\n\n", List.of("message|a|")),
        arguments("a second one is not", "\uFEFF\uFEFFdata: x\ndata: a\n\n", List.of("message|a|")),
        arguments(
            "nor one on a later line",
            "data: a\n\n\uFEFFdata: x\ndata: b\n\n",
            List.of("message|a|", "message|b|")),
        arguments(
            "letters of two, three and four bytes", "data: é€😀\n\n", List.of("message|é€😀|")),
        arguments("NUL in data stays", "data: a\0b\n\n", List.of("message|a\0b|")),
        arguments(
            "an unfinished message is dropped", "data: a\n\ndata: b\n", List.of("message|a|")),
        arguments("an unfinished line is dropped", "data: a\n\ndata: b", List.of("message|a|")),
        arguments("a colon in the value", "data: {\"a\":1}\n\n", List.of("message|{\"a\":1}|")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void textIsReadAsTheStandardSaysHoweverItIsCut(String name, String text, List<String> expected) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(read(bytes, bytes.length)).as(name).isEqualTo(expected);
    assertThat(read(bytes, 1)).as(name + ", byte by byte").isEqualTo(expected);
    for (int cut = 1; cut < bytes.length; cut++) {
      assertThat(read(bytes, cut)).as(name + ", cut every " + cut).isEqualTo(expected);
    }
  }

  @Test
  void wrongUtf8BecomesReplacementCharacters() {
    byte[] bytes = {'d', 'a', 't', 'a', ':', (byte) 0xE2, (byte) 0x82, '\n', '\n'};
    assertThat(read(bytes, 1)).containsExactly("message|\uFFFD|");
  }

  private static List<String> read(byte[] bytes, int pieceBytes) {
    List<String> seen = new ArrayList<>();
    EventStreamReader reader =
        new EventStreamReader(
            new EventStreamReader.Handler() {
              @Override
              public void message(StreamMessage message) {
                seen.add(message.type() + "|" + message.data() + "|" + message.lastEventId());
              }

              @Override
              public void comment(String text) {
                seen.add("comment|" + text);
              }

              @Override
              public void retry(long retryMs) {
                seen.add("retry|" + retryMs);
              }
            });
    for (int from = 0; from < bytes.length; from += pieceBytes) {
      reader.feed(bytes, from, Math.min(pieceBytes, bytes.length - from));
    }
    return seen;
  }
}
