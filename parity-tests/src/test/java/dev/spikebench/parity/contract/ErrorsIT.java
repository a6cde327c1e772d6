package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorsIT {
  private static final String JSON = "Content-Type: application/json";
  private static final BackendFixture BACKEND =
      BackendFixture.shared(Map.of("INGEST_MAX_BODY_KB", "1", "INGEST_MAX_PAYLOAD_KB", "1"));

  @Test
  @Rule("ERROR-01")
  void jsonAnswersSaySo() {
    List<HttpAnswer> answers = new ArrayList<>(errors());
    answers.add(post("/api/events", Samples.event().toString(), JSON));
    answers.add(post("/api/events/batch", "{\"events\":[]}", JSON));
    for (String target : List.of("/api/events", "/api/stats", "/api/health")) {
      answers.add(RawRequest.send(BACKEND, "GET", target));
    }
    assertThat(answers)
        .extracting(HttpAnswer::contentType)
        .allMatch(type -> type.matches("application/json(;charset=utf-8)?"));
  }

  @Test
  @Rule("ERROR-02")
  void everyErrorIsAnObjectWithAnErrorText() {
    assertThat(errors())
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isBetween(400, 599);
              assertThat(answer.json().path("error").isTextual()).isTrue();
              assertThat(answer.json().path("error").asText()).isNotBlank();
            });
  }

  @Test
  @Rule("ERROR-03")
  void noStackTraceAndNoFilePathLeavesTheServer() {
    assertThat(errors())
        .extracting(HttpAnswer::text)
        .noneMatch(text -> text.contains("\\tat ") || text.contains("Exception"))
        .noneMatch(text -> text.contains(".java") || text.contains(".jar"))
        .noneMatch(text -> text.contains("dev.spikebench") || text.contains("io.undertow"))
        .noneMatch(text -> text.contains(BACKEND.databaseFile().toString()))
        .noneMatch(text -> text.contains(System.getProperty("user.dir")));
  }

  /// One answer of each kind of refusal, each provoked by input that is quoted badly if at all.
  private static List<HttpAnswer> errors() {
    return List.of(
        post("/api/events", "{\"a\":\"/etc/passwd", JSON),
        post("/api/events", "\u0000\u0001<script>", JSON),
        post("/api/events", "[".repeat(1023), JSON),
        post("/api/events", "1" + "0".repeat(1000), JSON),
        post("/api/events", "{}", JSON),
        post("/api/events", "7", JSON),
        post("/api/events/batch", "{\"events\":7}", JSON),
        post("/api/events", "x".repeat(5000), JSON),
        post("/api/events", "{}", "Content-Type: text/html"),
        RawRequest.send(BACKEND, "GET", "/api/events?limit=%3Cscript%3E"),
        RawRequest.send(BACKEND, "GET", "/api/events?since=%00"),
        RawRequest.send(BACKEND, "GET", "/api/events?model=a&model=b"),
        RawRequest.send(BACKEND, "GET", "/nothing/../../etc/passwd"),
        RawRequest.send(BACKEND, "DELETE", "/api/events"),
        RawRequest.send(BACKEND, "POST", "/api/events", "Origin: null", "Content-Length: 0"),
        RawRequest.exchange(BACKEND, RawRequest.headTo("evil.example", "GET", "/api/health")));
  }

  private static HttpAnswer post(String path, String body, String... lines) {
    return RawRequest.exchange(BACKEND, RawRequest.post(BACKEND, path, body, lines));
  }
}
