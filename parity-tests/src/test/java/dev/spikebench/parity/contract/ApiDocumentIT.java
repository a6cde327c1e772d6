package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import dev.spikebench.parity.client.StreamMessage;
import dev.spikebench.parity.client.StreamRefusedException;
import dev.spikebench.parity.client.StreamSubscriber;
import dev.spikebench.parity.contract.ApiDocument.Operation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Holds `docs/openapi.yaml` against the routes that the packaged backend really has.
class ApiDocumentIT {
  private static final ApiDocument DOCUMENT = ApiDocument.ofProject();
  private static final String JSON = "Content-Type: application/json";

  /// What no single request provokes: a client too slow, a backend too busy, a disk too full.
  private static final Set<Integer> PROVOKED_ELSEWHERE = Set.of(408, 503, 507);

  /// Its 200 does not end by itself and has a test of its own.
  private static final Operation ENDLESS = new Operation("GET", "/api/stream");

  private static final BackendFixture BACKEND =
      BackendFixture.shared(
          Map.of(
              "INGEST_MAX_BODY_KB",
              "1",
              "INGEST_MAX_PAYLOAD_KB",
              "1",
              "INGEST_MAX_SSE_CLIENTS",
              "1",
              "INGEST_STATS_INTERVAL_MS",
              "250"));

  @Test
  @Rule({"ROUTE-02", "ROUTE-03", "ROUTE-04", "ROUTE-05", "ROUTE-09"})
  void documentAndBackendHaveTheSameMethodsOnEachPath() {
    DOCUMENT
        .methods()
        .forEach(
            (path, methods) -> {
              HttpAnswer options = RawRequest.send(BACKEND, "OPTIONS", path);
              assertThat(allowed(options)).as(path).isEqualTo(methods);
              for (String other : List.of("GET", "POST", "PUT", "DELETE", "PATCH")) {
                if (!methods.contains(other)) {
                  HttpAnswer refused = RawRequest.send(BACKEND, other, path, "Content-Length: 0");
                  assertThat(refused.status()).as(other + " " + path).isEqualTo(405);
                  assertThat(allowed(refused)).as(other + " " + path).isEqualTo(methods);
                }
              }
            });
  }

  @Test
  @Rule("ROUTE-01")
  void whatIsNotInTheDocumentIsNotThere() {
    Stream<String> besides =
        DOCUMENT.methods().keySet().stream()
            .flatMap(path -> Stream.of(path + "/", path + "/1", path + "x", path.substring(4)));
    Stream<String> usual =
        Stream.of(
            "/",
            "/api",
            "/metrics",
            "/health",
            "/healthz",
            "/status",
            "/docs",
            "/openapi.yaml",
            "/openapi.json",
            "/favicon.ico",
            "/api/sessions",
            "/api/agents",
            "/api/config",
            "/debug");
    assertThat(Stream.concat(besides, usual))
        .filteredOn(path -> !DOCUMENT.methods().containsKey(path))
        .allSatisfy(
            path -> assertThat(RawRequest.send(BACKEND, "GET", path).status()).isEqualTo(404));
  }

  @TestFactory
  @Rule({"ERROR-01", "ERROR-02"})
  Stream<DynamicTest> answersAreAsDocumented() {
    return exchanges().stream()
        .map(
            exchange ->
                DynamicTest.dynamicTest(
                    exchange.operation() + " " + exchange.status(),
                    () -> {
                      HttpAnswer answer = exchange.answer();
                      assertThat(answer.status()).isEqualTo(exchange.status());
                      assertThat(DOCUMENT.problemsOfAnswer(exchange.operation(), answer)).isEmpty();
                    }));
  }

  @Test
  void everyAnswerOfTheDocumentIsAskedFor() {
    for (Operation operation : DOCUMENT.operations()) {
      Set<Integer> asked =
          exchanges().stream()
              .filter(exchange -> exchange.operation().equals(operation))
              .map(Exchange::status)
              .collect(Collectors.toCollection(TreeSet::new));
      Set<Integer> documented = new TreeSet<>(DOCUMENT.statuses(operation));
      documented.removeAll(PROVOKED_ELSEWHERE);
      if (operation.equals(ENDLESS)) {
        documented.remove(200);
      }
      assertThat(asked).as(operation.toString()).isEqualTo(documented);
    }
  }

  @Test
  @Rule({"INGEST-01", "BATCH-01"})
  void examplesOfTheDocumentAreTaken() {
    for (String path : List.of("/api/events", "/api/events/batch")) {
      Operation post = new Operation("POST", path);
      HttpAnswer answer = BACKEND.http().postJson(path, DOCUMENT.requestExample(post).toString());
      assertThat(answer.status()).as(path).isIn(200, 201);
      assertThat(DOCUMENT.problemsOfAnswer(post, answer)).isEmpty();
    }
  }

  @Test
  @Rule({"STREAM-01", "STREAM-05", "STREAM-06", "STREAM-08", "STREAM-09", "STREAM-22"})
  void streamAndItsRefusalAreAsDocumented() {
    try (StreamSubscriber subscriber = BACKEND.subscribe("")) {
      assertThat(DOCUMENT.problemsOfAnswer(ENDLESS, subscriber.head())).isEmpty();
      assertThat(DOCUMENT.problemsOfAnswer(ENDLESS, refusedByTheStream())).isEmpty();
      String eventId = Samples.unique("id");
      BACKEND.http().postJson("/api/events", Samples.event().put("event_id", eventId).toString());
      subscriber.awaitEvent(eventId, Duration.ofSeconds(10));
      subscriber.awaitKind("stats", Duration.ofSeconds(10));
      assertThat(subscriber.messages())
          .extracting(StreamMessage::data)
          .allSatisfy(data -> assertThat(DOCUMENT.problemsOf("StreamMessage", data)).isEmpty());
    }
  }

  /// A request, and the status that its answer has.
  private record Exchange(Operation operation, int status, String request) {
    HttpAnswer answer() {
      return operation.method().equals("HEAD")
          ? headOfAnswer()
          : RawRequest.exchange(BACKEND, request);
    }

    private HttpAnswer headOfAnswer() {
      try (var connection = BACKEND.raw()) {
        return connection.write(request).readAnswerToHead().answer();
      }
    }
  }

  private static List<Exchange> exchanges() {
    return Stream.of(
            posts("/api/events", Samples.event().toString(), "{}"),
            posts("/api/events/batch", batch(), "{}"),
            Stream.of(duplicate()),
            reads("/api/events?limit=5", "/api/events?limit=no"),
            reads("/api/stats", "/api/stats?since=no"),
            reads("/api/health", ""),
            ofStream(),
            DOCUMENT.methods().keySet().stream().flatMap(ApiDocumentIT::options))
        .flatMap(exchanges -> exchanges)
        .toList();
  }

  private static Stream<Exchange> posts(String path, String valid, String invalid) {
    Operation post = new Operation("POST", path);
    return Stream.of(
        new Exchange(post, 201, RawRequest.post(BACKEND, path, valid, JSON)),
        new Exchange(post, 400, RawRequest.post(BACKEND, path, invalid, JSON)),
        new Exchange(post, 400, RawRequest.post(BACKEND, path, "{", JSON)),
        new Exchange(post, 403, RawRequest.post(BACKEND, path, valid, JSON, "Origin: null")),
        new Exchange(post, 413, RawRequest.post(BACKEND, path, "x".repeat(2000), JSON)),
        new Exchange(post, 415, RawRequest.post(BACKEND, path, valid)));
  }

  private static Stream<Exchange> reads(String target, String badTarget) {
    String path = target.split("\\?", 2)[0];
    return Stream.of("GET", "HEAD")
        .flatMap(
            method -> {
              Operation read = new Operation(method, path);
              Stream<Exchange> good =
                  Stream.of(
                      new Exchange(read, 200, RawRequest.head(BACKEND, method, target)),
                      new Exchange(read, 403, RawRequest.headTo("evil.example", method, target)));
              Stream<Exchange> bad =
                  badTarget.isEmpty()
                      ? Stream.empty()
                      : Stream.of(
                          new Exchange(read, 400, RawRequest.head(BACKEND, method, badTarget)));
              return Stream.concat(good, bad);
            });
  }

  private static Stream<Exchange> ofStream() {
    return reads("/api/stream", "/api/stream?agent_type=a&agent_type=b")
        .filter(exchange -> exchange.status() != 200 || !exchange.operation().equals(ENDLESS));
  }

  private static Exchange duplicate() {
    String event = Samples.event().put("event_id", "always-the-same").toString();
    BACKEND.http().postJson("/api/events", event);
    return new Exchange(
        new Operation("POST", "/api/events"),
        200,
        RawRequest.post(BACKEND, "/api/events", event, JSON));
  }

  private static Stream<Exchange> options(String path) {
    Operation options = new Operation("OPTIONS", path);
    return Stream.of(
        new Exchange(options, 204, RawRequest.head(BACKEND, "OPTIONS", path)),
        new Exchange(options, 403, RawRequest.headTo("evil.example", "OPTIONS", path)));
  }

  private static String batch() {
    return Samples.batch(Samples.event(), Samples.event().put("event_type", "no such"));
  }

  private static HttpAnswer refusedByTheStream() {
    try (StreamSubscriber another = BACKEND.subscribe("")) {
      throw new AssertionError("A second subscriber was let in: " + another.head());
    } catch (StreamRefusedException refused) {
      return refused.answer();
    }
  }

  private static Set<String> allowed(HttpAnswer answer) {
    return answer.values("Allow").stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(method -> method.strip().toUpperCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
