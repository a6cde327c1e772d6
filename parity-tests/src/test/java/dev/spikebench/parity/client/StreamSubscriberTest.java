package dev.spikebench.parity.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.parity.client.StreamSubscriber.End;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// A subscriber sees what is sent and how the stream ends.
class StreamSubscriberTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  @Test
  void messagesAndCommentsAreKeptInOrder() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    ScriptedServer.Script script =
        socket -> {
          ScriptedServer.write(socket, HEAD + "14\r\ndata: {\"type\":\"a\"}\n\n\r\n");
          ScriptedServer.write(socket, "3\r\n: h\r\n");
          ScriptedServer.write(socket, "17\r\n\n\ndata: {\"type\":\"b\"}\n\n\n\r\n");
          over.await();
        };
    try (ScriptedServer server = new ScriptedServer(script);
        StreamSubscriber stream =
            StreamSubscriber.open(server.baseUri(), "?x=1", LONG, "X-Y", "z")) {
      assertThat(stream.awaitKind("b", LONG).data()).isEqualTo("{\"type\":\"b\"}");
      assertThat(stream.messages()).extracting(StreamMessage::kind).containsExactly("a", "b");
      stream.awaitComments(1, LONG);
      assertThat(stream.comments()).containsExactly(" h");
      assertThat(stream.alive()).isTrue();
      assertThat(server.request())
          .startsWith("GET /api/stream?x=1 HTTP/1.1\r\n")
          .contains("X-Y: z");
      assertThatThrownBy(() -> stream.awaitKind("c", Duration.ofMillis(20)))
          .isInstanceOf(CallFailedException.class)
          .hasMessageContaining("{\"type\":\"b\"}");
      over.countDown();
    }
  }

  @Test
  void endByTheRulesIsToldFromACut() throws IOException {
    assertThat(endAfter(HEAD + "0\r\n\r\n")).isEqualTo(End.COMPLETE);
    assertThat(endAfter(HEAD + "5\r\nda")).isEqualTo(End.CUT);
  }

  @Test
  void refusalCarriesTheAnswer() throws IOException {
    String refusal = "HTTP/1.1 503 No\r\nContent-Length: 2\r\n\r\n{}";
    try (ScriptedServer server =
        new ScriptedServer(socket -> ScriptedServer.write(socket, refusal))) {
      assertThatThrownBy(() -> StreamSubscriber.open(server.baseUri(), "", LONG).close())
          .isInstanceOfSatisfying(
              StreamRefusedException.class,
              refused -> {
                assertThat(refused.answer().status()).isEqualTo(503);
                assertThat(refused.answer().text()).isEqualTo("{}");
              });
    }
  }

  private static End endAfter(String bytes) throws IOException {
    try (ScriptedServer server = new ScriptedServer(socket -> ScriptedServer.write(socket, bytes));
        StreamSubscriber stream = StreamSubscriber.open(server.baseUri(), "", LONG)) {
      return stream.awaitEnd(LONG);
    }
  }
}
