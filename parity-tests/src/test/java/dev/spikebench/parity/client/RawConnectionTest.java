package dev.spikebench.parity.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// Each way an answer can end is told apart from the others.
class RawConnectionTest {
  private static final String CHUNKED_HEAD =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void answerWithLengthIsRead() throws IOException {
    HttpAnswer answer =
        answerTo("HTTP/1.1 201 Created\r\nX-A: 1\r\nx-a:2\r\nContent-Length: 2\r\n\r\n{}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.values("X-A")).containsExactly("1", "2");
    assertThat(answer.text()).isEqualTo("{}");
  }

  @Test
  void chunkedAnswerIsReadWithExtensionsAndTrailers() throws IOException {
    HttpAnswer answer =
        answerTo(CHUNKED_HEAD + "3;a=b\r\nabc\r\n0A\r\n0123456789\r\n0\r\nT: x\r\n\r\n");
    assertThat(answer.text()).isEqualTo("abc0123456789");
  }

  @Test
  void interimAnswersAreCounted() throws IOException {
    RawOutcome outcome = outcomeOf("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            RawOutcome.Answered.class,
            answered -> {
              assertThat(answered.interimAnswers()).isEqualTo(1);
              assertThat(answered.httpAnswer().status()).isEqualTo(204);
            });
  }

  @Test
  void bodyWithoutLengthEndsWithTheConnection() throws IOException {
    assertThat(answerTo("HTTP/1.1 200 OK\r\n\r\nall of it").text()).isEqualTo("all of it");
  }

  @Test
  void endInsideAnAnswerIsEndOfStream() throws IOException {
    assertThat(outcomeOf("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"))
        .isInstanceOfSatisfying(
            RawOutcome.EndOfStream.class, end -> assertThat(end.received()).endsWith("abc"));
  }

  @Test
  void endWithoutAnAnswerIsEndOfStream() throws IOException {
    assertThat(outcomeOf("")).isEqualTo(new RawOutcome.EndOfStream(""));
  }

  @Test
  void otherBytesAreNotHttp() throws IOException {
    assertThat(outcomeOf("SSH-2.0-x\r\n")).isInstanceOf(RawOutcome.NotHttp.class);
  }

  @Test
  void resetIsToldFromEnd() throws IOException {
    try (ScriptedServer server = new ScriptedServer(RawConnectionTest::reset);
        RawConnection connection = RawConnection.open(server.baseUri(), Duration.ofSeconds(10))) {
      RawOutcome outcome = connection.write(REQUEST).readAnswer();
      assertThat(outcome).isInstanceOf(RawOutcome.ConnectionReset.class);
      assertThat(outcome.closed()).isTrue();
      assertThatThrownBy(outcome::answer).isInstanceOf(CallFailedException.class);
    }
  }

  @Test
  void silenceIsAnOutcomeToo() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (ScriptedServer server = new ScriptedServer(socket -> over.await());
        RawConnection connection = RawConnection.open(server.baseUri(), Duration.ofMillis(50))) {
      assertThat(connection.write(REQUEST).readAnswer()).isEqualTo(new RawOutcome.TimedOut(""));
      over.countDown();
    }
  }

  @Test
  void answerToHeadHasNoBody() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                socket ->
                    ScriptedServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"));
        RawConnection connection = RawConnection.open(server.baseUri(), Duration.ofSeconds(10))) {
      assertThat(connection.write(REQUEST).readAnswerToHead().answer().status()).isEqualTo(200);
      assertThat(connection.awaitEnd()).isEqualTo(new RawOutcome.EndOfStream(""));
    }
  }

  @Test
  void bytesArriveAsWrittenHoweverCut() throws IOException {
    try (ScriptedServer server = new ScriptedServer(socket -> {});
        RawConnection connection = RawConnection.open(server.baseUri(), Duration.ofSeconds(10))) {
      connection.writeInPieces(REQUEST.getBytes(StandardCharsets.UTF_8), 3);
      assertThat(server.request()).isEqualTo(REQUEST);
    }
  }

  private static HttpAnswer answerTo(String bytes) throws IOException {
    return outcomeOf(bytes).answer();
  }

  private static RawOutcome outcomeOf(String bytes) throws IOException {
    try (ScriptedServer server = new ScriptedServer(socket -> ScriptedServer.write(socket, bytes));
        RawConnection connection = RawConnection.open(server.baseUri(), Duration.ofSeconds(10))) {
      return connection.write(REQUEST).readAnswer();
    }
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
