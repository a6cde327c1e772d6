package dev.spikebench.loadgen.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The reader's own table: a row is a stream and what it holds, after WHATWG HTML "Interpreting an
/// event stream". Each row is fed whole, byte by byte, and split in two at every position.
class EventStreamReaderTest {
  /// One case.
  ///
  /// @param name what it shows
  /// @param stream its bytes; `<XX XX>` stands for bytes in hexadecimal
  /// @param told what the listener is told, in the form of [Recorder]
  private record Row(String name, String stream, List<String> told) {}

  private static Row row(String name, String stream, String... told) {
    return new Row(name, stream, List.of(told));
  }

  private static final List<Row> TABLE =
      List.of(
          row("nothing", ""),
          row("one message", "data: hello\n\n", "message(message)[] hello"),
          row(
              "two messages",
              "data:a\n\ndata:b\n\n",
              "message(message)[] a",
              "message(message)[] b"),
          row("lines joined", "data: a\ndata: b\ndata\n\n", "message(message)[] a⏎b⏎"),
          row("line feeds", "data:a\ndata:b\n\n", "message(message)[] a⏎b"),
          row("carriage returns", "data:a\rdata:b\r\r", "message(message)[] a⏎b"),
          row("both together", "data:a\r\ndata:b\r\n\r\n", "message(message)[] a⏎b"),
          row("ends of lines mixed", "data:a\rdata:b\r\ndata:c\n\r", "message(message)[] a⏎b⏎c"),
          row(
              "LF CR is two ends",
              "data:a\n\rdata:b\n\n",
              "message(message)[] a",
              "message(message)[] b"),
          row(
              "CR LF after CR",
              "data:a\r\r\ndata:b\n\n",
              "message(message)[] a",
              "message(message)[] b"),
          row("byte order mark", "<EF BB BF>data:a\n\n", "message(message)[] a"),
          row("one mark alone is skipped", "<EF BB BF EF BB BF>data:a\n\n"),
          row("mark before a blank line", "<EF BB BF>\ndata:a\n\n", "message(message)[] a"),
          row("mark before a comment", "<EF BB BF>:c\n", "comment c"),
          row("mark in a later line", "data:a\n\n<EF BB BF>data:b\n\n", "message(message)[] a"),
          row("mark inside data stays", "data:<EF BB BF>a\n\n", "message(message)[] \uFEFFa"),
          row("half a mark is a name", "<EF BB>data:a\n\n"),
          row("one space is removed", "data:  a \n\n", "message(message)[]  a "),
          row("a tab is none", "data:\ta\n\n", "message(message)[] \ta"),
          row("space before the colon", "data :a\n\n"),
          row("space before the name", " data:a\n\n"),
          row("further colons are value", "data:a:b: c\n\n", "message(message)[] a:b: c"),
          row("line without colon", "data\n\n", "message(message)[] "),
          row("two lines without colon", "data\ndata\n\n", "message(message)[] ⏎"),
          row("empty value", "data:\n\n", "message(message)[] "),
          row("value of one space", "data: \n\n", "message(message)[] "),
          row("no data, no message", "event:x\nid:1\n\n"),
          row("blank lines alone", "\n\n\r\r\r\n\r\n"),
          row("type", "event: x\ndata:a\n\n", "message(x)[] a"),
          row(
              "type is of one message",
              "event:x\ndata:a\n\ndata:b\n\n",
              "message(x)[] a",
              "message(message)[] b"),
          row(
              "type of a message without data is dropped",
              "event:x\n\ndata:a\n\n",
              "message(message)[] a"),
          row("last type counts", "event:x\nevent:y\ndata:a\n\n", "message(y)[] a"),
          row("empty type is the default", "event:x\nevent\ndata:a\n\n", "message(message)[] a"),
          row("id", "id: 7\ndata:a\n\n", "message(message)[7] a"),
          row(
              "id stays",
              "id:7\ndata:a\n\ndata:b\n\n",
              "message(message)[7] a",
              "message(message)[7] b"),
          row("id of a message without data stays", "id:7\n\ndata:a\n\n", "message(message)[7] a"),
          row(
              "empty id takes it back",
              "id:7\ndata:a\n\nid\ndata:b\n\n",
              "message(message)[7] a",
              "message(message)[] b"),
          row(
              "id with NUL is ignored",
              "id:7\ndata:a\n\nid:8<00>\ndata:b\n\n",
              "message(message)[7] a",
              "message(message)[7] b"),
          row("NUL in data stays", "data:a<00>b\n\n", "message(message)[] a\0b"),
          row("retry", "retry:1500\n", "retry 1500"),
          row("retry with a space", "retry: 15\ndata:a\n\n", "retry 15", "message(message)[] a"),
          row("retry with leading zeros", "retry:007\n", "retry 7"),
          row("retry of other than digits", "retry:1s\nretry:-1\nretry:+1\nretry:1.5\nretry: 1 \n"),
          row("retry of other digits", "retry:<D9 A1>\n"),
          row("retry of nothing", "retry\nretry:\nretry: \n"),
          row(
              "retry beyond a long",
              "retry:9223372036854775807\nretry:9223372036854775808\nretry:99999999999999999999\n",
              "retry 9223372036854775807",
              "retry 9223372036854775807",
              "retry 9223372036854775807"),
          row("comment", ": heartbeat\n\n", "comment  heartbeat"),
          row(
              "comment between lines",
              "data:a\n:c\ndata:b\n\n",
              "comment c",
              "message(message)[] a⏎b"),
          row("empty comment", ":\n", "comment "),
          row("unknown field", "foo:bar\ndata:a\n\n", "message(message)[] a"),
          row("names have their case", "Data:a\nDATA:b\n\n"),
          row("names are whole", "dat:a\ndataa:b\nd\n\n"),
          row("unfinished message", "data:a\n\ndata:b\n", "message(message)[] a"),
          row("unfinished line", "data:a\n\ndata:b", "message(message)[] a"),
          row("unfinished comment", ":c"),
          row("unfinished retry", "retry:5"),
          row("two bytes", "data:<C3 A9>\n\n", "message(message)[] é"),
          row("three bytes", "data:<E2 82 AC>\n\n", "message(message)[] €"),
          row("four bytes", "data:<F0 9F 98 80>\n\n", "message(message)[] 😀"),
          row(
              "longer sequences in type and id",
              "event:<C3 A9>\nid:<E2 82 AC>\ndata:a\n\n",
              "message(é)[€] a"),
          row(
              "line separators of Unicode end nothing",
              "data:a<E2 80 A8>b<C2 85>c\u000bd\n\n",
              "message(message)[] a\u2028b\u0085c\u000bd"),
          row("lone continuation", "data:a<80>b\n\n", "message(message)[] a�b"),
          row("cut off by the end of the line", "data:<E2 82>\n\n", "message(message)[] �"),
          row("cut off by another character", "data:<F0 9F 98>a\n\n", "message(message)[] �a"),
          row(
              "overlong forms",
              "data:<C0 AF>|<E0 80 AF>|<F0 80 80 AF>\n\n",
              "message(message)[] ��|���|����"),
          row("encoded surrogate", "data:<ED A0 80>\n\n", "message(message)[] ���"),
          row(
              "beyond U+10FFFF",
              "data:<F4 90 80 80>|<F5 80 80 80>|<FF>\n\n",
              "message(message)[] ����|����|�"),
          row(
              "last code points",
              "data:<F4 8F BF BF>|<EF BF BF>|<ED 9F BF>|<EE 80 80>\n\n",
              "message(message)[] \uDBFF\uDFFF|\uFFFF|\uD7FF|\uE000"),
          row("broken bytes in a name", "da<FF>ta:a\ndata:b\n\n", "message(message)[] b"),
          row(
              "the contract's frames",
              "data: {\"type\":\"connected\"}\n\n: heartbeat\n\n",
              "message(message)[] {\"type\":\"connected\"}",
              "comment  heartbeat"));

  @TestFactory
  Stream<DynamicTest> streamIsReadTheSameHoweverItIsSplit() {
    return TABLE.stream()
        .map(row -> DynamicTest.dynamicTest(row.name(), () -> checkEverySplit(row)));
  }

  private static void checkEverySplit(Row row) {
    byte[] stream = bytes(row.stream());
    assertThat(read(stream, stream.length)).as("whole").isEqualTo(row.told());
    assertThat(read(stream, 1)).as("byte by byte").isEqualTo(row.told());
    for (int split = 1; split < stream.length; split++) {
      assertThat(read(stream, split)).as("chunks of %d bytes", split).isEqualTo(row.told());
      assertThat(readInTwo(stream, split)).as("split at %d", split).isEqualTo(row.told());
    }
  }

  /// A subscriber is told of a message with the byte that completes it, not with the one after.
  @Test
  void messageIsToldWithItsLastByte() {
    Recorder recorder = new Recorder();
    EventStreamReader reader = new EventStreamReader(recorder);
    byte[] stream = bytes("data:a\r\r");
    reader.feed(stream, 0, stream.length - 1);
    assertThat(recorder.told).isEmpty();
    reader.feed(stream, stream.length - 1, 1);
    assertThat(recorder.told).containsExactly("message(message)[] a");
  }

  @Test
  void rawDataIsWhatTheTextIsDecodedFrom() {
    List<byte[]> seen = new ArrayList<>();
    EventStreamReader reader =
        new EventStreamReader(
            message ->
                seen.add(java.util.Arrays.copyOf(message.dataBytes(), message.dataLength())));
    byte[] stream = bytes("data:a<FF>\ndata:<C3 A9>\n\n");
    reader.feed(stream, 0, stream.length);
    assertThat(seen).containsExactly(bytes("a<FF>\n<C3 A9>"));
  }

  /// 8 bytes at most: `data:abc` is a line of eight and a message of three.
  @Test
  void lineBeyondTheLimitIsAFaultWhateverTheChunks() {
    byte[] longest = bytes("data:abc\n\n");
    byte[] tooLong = bytes("data:abcd\n\n");
    for (int chunk : new int[] {1, 4, 100}) {
      Recorder recorder = new Recorder();
      feed(new EventStreamReader(recorder, 8), longest, chunk);
      assertThat(recorder.told).containsExactly("message(message)[] abc");

      EventStreamReader reader = new EventStreamReader(new Recorder(), 8);
      assertThatThrownBy(() -> feed(reader, tooLong, chunk))
          .isInstanceOf(EventStreamException.class)
          .hasMessageContaining("a line of more than 8 bytes");
    }
  }

  @Test
  void messageOfManyLinesBeyondTheLimitIsAFault() {
    EventStreamReader reader = new EventStreamReader(new Recorder(), 8);
    // Four, a line feed and four.
    assertThatThrownBy(() -> feed(reader, bytes("data:a\ndata:bcd\ndata:abc\n\n"), 100))
        .isInstanceOf(EventStreamException.class)
        .hasMessageContaining("a message of more than 8 bytes");
  }

  @Test
  void messageOfAMegabyteIsReadFromSmallChunks() {
    String text = "0123456789abcdef".repeat(1 << 16);
    Recorder recorder = new Recorder();
    feed(new EventStreamReader(recorder), bytes("data: " + text + "\n\n"), 1_460);
    assertThat(recorder.told).containsExactly("message(message)[] " + text);
  }

  private static List<String> read(byte[] stream, int chunk) {
    Recorder recorder = new Recorder();
    EventStreamReader reader = new EventStreamReader(recorder);
    feed(reader, stream, Math.max(1, chunk));
    reader.end();
    return recorder.told;
  }

  private static List<String> readInTwo(byte[] stream, int split) {
    Recorder recorder = new Recorder();
    EventStreamReader reader = new EventStreamReader(recorder);
    reader.feed(stream, 0, split);
    reader.feed(stream, split, stream.length - split);
    reader.end();
    return recorder.told;
  }

  private static void feed(EventStreamReader reader, byte[] stream, int chunk) {
    for (int at = 0; at < stream.length; at += chunk) {
      reader.feed(stream, at, Math.min(chunk, stream.length - at));
    }
  }

  private static byte[] bytes(String stream) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 0;
    while (at < stream.length()) {
      int open = stream.indexOf('<', at);
      int textEnd = open < 0 ? stream.length() : open;
      bytes.writeBytes(stream.substring(at, textEnd).getBytes(StandardCharsets.UTF_8));
      at = textEnd;
      if (open >= 0) {
        int close = stream.indexOf('>', open);
        bytes.writeBytes(HexFormat.ofDelimiter(" ").parseHex(stream.substring(open + 1, close)));
        at = close + 1;
      }
    }
    return bytes.toByteArray();
  }

  private static final class Recorder implements EventStreamListener {
    private final List<String> told = new ArrayList<>();

    @Override
    public void message(StreamMessage message) {
      told.add(
          "message(%s)[%s] %s"
              .formatted(message.type(), message.lastEventId(), message.data().replace('\n', '⏎')));
    }

    @Override
    public void comment(String text) {
      told.add("comment " + text);
    }

    @Override
    public void retry(long milliseconds) {
      told.add("retry " + milliseconds);
    }
  }
}
