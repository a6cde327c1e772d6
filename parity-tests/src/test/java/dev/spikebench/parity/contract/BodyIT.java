package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.CallFailedException;
import dev.spikebench.parity.client.HttpAnswer;
import dev.spikebench.parity.client.RawConnection;
import dev.spikebench.parity.client.RawOutcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyIT {
  private static final int MEBIBYTE = 1024 * 1024;
  private static final int CAP_BYTES = 1024;
  private static final String JSON = "Content-Type: application/json";
  private static final String CHUNKED = "Transfer-Encoding: chunked";
  private static final BackendFixture BACKEND =
      BackendFixture.shared(Map.of("INGEST_MAX_BODY_KB", "1", "INGEST_MAX_PAYLOAD_KB", "1"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "{\"session_id\":\"s\",\"agent_type\":\"a\",\"event_type\":\"error\"",
        "{\"session_id\":\"s\",\"agent_type\":\"a\",\"event_type\":\"error\",}",
        "{'session_id':'s','agent_type':'a','event_type':'error'}",
        "{session_id:\"s\"}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":tru}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":1 /* comment */}",
        "{\"a\":[1,]}",
        "nothing"
      })
  @Rule("BODY-01")
  void malformedJsonIsRefused(String body) {
    for (String path : List.of("/api/events", "/api/events/batch")) {
      HttpAnswer answer = BACKEND.http().postJson(path, body);
      assertThat(answer.status()).as(path).isEqualTo(400);
      assertThat(answer.json().path("error").asText()).as(path).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "x", ",", "]", "}", "null", "\u0000", "\uFEFF", "// done"})
  @Rule("BODY-02")
  void anythingAfterTheDocumentIsRefused(String after) {
    ObjectNode event = Samples.event();
    assertThat(BACKEND.http().postJson("/api/events", event + after).status()).isEqualTo(400);
    assertThat(BACKEND.http().postJson("/api/events/batch", Samples.batch(event) + after).status())
        .isEqualTo(400);
    Traces.assertNone(BACKEND, event);
  }

  @Test
  @Rule("BODY-02")
  void blanksAroundTheDocumentAreNoPartOfIt() {
    String body = " \t\r\n" + Samples.event() + " \t\r\n";
    assertThat(BACKEND.http().postJson("/api/events", body).status()).isEqualTo(201);
  }

  @Test
  @Rule({"BODY-03", "BODY-04"})
  void bodyOfJustTheCapIsTaken() {
    String body = padded(Samples.event(), CAP_BYTES);
    assertThat(
            RawRequest.exchange(BACKEND, RawRequest.post(BACKEND, "/api/events", body, JSON))
                .status())
        .isEqualTo(201);
    String other = padded(Samples.event(), CAP_BYTES);
    assertThat(RawRequest.exchange(BACKEND, chunkedHead() + chunk(other) + chunk("")).status())
        .isEqualTo(201);
  }

  @Test
  @Rule("BODY-03")
  void declaredBodyOverTheCapIsRefused() {
    ObjectNode event = Samples.event();
    String body = padded(event, CAP_BYTES + 1);
    for (String path : List.of("/api/events", "/api/events/batch")) {
      HttpAnswer answer = RawRequest.exchange(BACKEND, RawRequest.post(BACKEND, path, body, JSON));
      assertTooLarge(answer);
    }
    Traces.assertNone(BACKEND, event);
  }

  @Test
  @Rule("BODY-04")
  void streamedBodyThatPassesTheCapIsRefused() {
    ObjectNode event = Samples.event();
    String body = padded(event, CAP_BYTES + 1);
    String half = chunk(body.substring(0, 600)) + chunk(body.substring(600)) + chunk("");
    assertTooLarge(RawRequest.exchange(BACKEND, chunkedHead() + half));
    Traces.assertNone(BACKEND, event);
  }

  @Test
  @Rule("BODY-05")
  void refusalDoesNotWaitForTheRestOfADeclaredBody() {
    try (RawConnection connection = BACKEND.raw()) {
      connection.write(declaredHead(10L * MEBIBYTE));
      assertTooLarge(connection.readAnswer().answer());
    }
  }

  @Test
  @Rule("BODY-05")
  void refusalDoesNotWaitForTheRestOfAStreamedBody() {
    try (RawConnection connection = BACKEND.raw()) {
      connection.write(chunkedHead() + chunk("x".repeat(CAP_BYTES + 1)));
      assertTooLarge(connection.readAnswer().answer());
    }
  }

  @Test
  @Rule("BODY-06")
  void clientThatWritesTheWholeBodyFirstCanReadTheRefusal() {
    byte[] body = "x".repeat(12 * MEBIBYTE).getBytes(StandardCharsets.UTF_8);
    try (RawConnection connection = BACKEND.raw()) {
      connection.write(declaredHead(body.length)).write(body);
      assertTooLarge(connection.readAnswer().answer());
    }
    try (RawConnection connection = BACKEND.raw()) {
      connection.write(chunkedHead());
      String chunk = chunk("x".repeat(MEBIBYTE));
      for (int i = 0; i < 12; i++) {
        connection.write(chunk);
      }
      connection.write(chunk(""));
      assertTooLarge(connection.readAnswer().answer());
    }
  }

  @Test
  @Rule("BODY-06")
  void moreThanSixteenMebibytesAreNotReadToTheirEnd() {
    try (RawConnection connection = BACKEND.raw()) {
      connection.write(declaredHead(1L << 40));
      assertTooLarge(connection.readAnswer().answer());
      byte[] piece = new byte[MEBIBYTE];
      // Far beyond what the buffers of both systems could hold after the server has stopped.
      assertThat(writtenUntilRefused(connection, piece, 256)).isLessThan(256);
    }
  }

  @Test
  @Rule("BODY-06")
  void connectionIsClosedWhereTheRestOfTheBodyDoesNotCome() {
    try (RawConnection connection = BACKEND.raw()) {
      connection.write(declaredHead(10L * MEBIBYTE));
      assertTooLarge(connection.readAnswer().answer());
      assertThat(connection.awaitEnd()).matches(RawOutcome::closed);
    }
  }

  @Test
  @Rule("BODY-07")
  void nothingIsBufferedBeyondTheCap() {
    int clients = 24;
    int mebibytesEach = 12;
    // Together ten times the memory that the backend may have.
    Map<String, String> small =
        Map.of("INGEST_MAX_BODY_KB", "1", "_JAVA_OPTIONS", "-Xmx32m -XX:+ExitOnOutOfMemoryError");
    try (BackendFixture backend = BackendFixture.start(small);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<HttpAnswer>> answers = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        boolean chunked = i % 2 == 0;
        answers.add(
            CompletableFuture.supplyAsync(
                () -> sendTooMuch(backend, chunked, mebibytesEach), threads));
      }
      answers.forEach(answer -> assertTooLarge(answer.join()));
      assertThat(backend.http().get("/api/health").status()).isEqualTo(200);
    }
  }

  private static HttpAnswer sendTooMuch(BackendFixture backend, boolean chunked, int mebibytes) {
    String length = "Content-Length: " + (long) mebibytes * MEBIBYTE;
    String head = RawRequest.head(backend, "POST", "/api/events", JSON, chunked ? CHUNKED : length);
    String piece = "x".repeat(MEBIBYTE);
    try (RawConnection connection = backend.raw()) {
      connection.write(head);
      for (int i = 0; i < mebibytes; i++) {
        connection.write(chunked ? chunk(piece) : piece);
      }
      connection.write(chunked ? chunk("") : "");
      return connection.readAnswer().answer();
    }
  }

  private static int writtenUntilRefused(RawConnection connection, byte[] piece, int most) {
    for (int written = 0; written < most; written++) {
      try {
        connection.write(piece);
      } catch (CallFailedException closed) {
        return written;
      }
    }
    return most;
  }

  private static void assertTooLarge(HttpAnswer answer) {
    assertThat(answer.status()).as(answer.describe()).isEqualTo(413);
    assertThat(answer.json().path("error").asText()).isNotEmpty();
  }

  private static String declaredHead(long bytes) {
    return RawRequest.head(BACKEND, "POST", "/api/events", JSON, "Content-Length: " + bytes);
  }

  private static String chunkedHead() {
    return RawRequest.head(BACKEND, "POST", "/api/events", JSON, CHUNKED);
  }

  private static String chunk(String content) {
    int bytes = content.getBytes(StandardCharsets.UTF_8).length;
    return Integer.toHexString(bytes) + "\r\n" + content + "\r\n";
  }

  /// The event as a body of exactly so many bytes.
  private static String padded(ObjectNode event, int bytes) {
    String text = event.toString();
    return text + " ".repeat(bytes - text.length());
  }
}
