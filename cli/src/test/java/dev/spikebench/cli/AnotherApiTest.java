package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `load` against a server that has nothing of the ingest contract.
class AnotherApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestTerminal terminal = TestTerminal.inRepository();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;

  @TempDir Path folder;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      lines.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      byte[] reply = "{\"received\":50,\"state\":\"ok\"}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, reply.length);
      exchange.getResponseBody().write(reply);
    }
  }

  @Test
  void aGetIsLoadedAndJudgedByItsOwnRule() throws IOException {
    int code = load(url("/search?q=a%20b"), "-X", "GET", "--success", "json:/state=ok", "--json");
    JsonNode document = JSON.readTree(terminal.out());

    assertThat(document.path("requestsOk").longValue()).isEqualTo(200);
    assertThat(document.path("requestsFailed").longValue()).isZero();
    assertThat(document.path("eventsStored").isNull()).isTrue();
    assertThat(document.path("warnings").toString()).contains("is not proven");
    assertThat(document.path("workload").path("id").asText()).isEqualTo("request");
    assertThat(document.path("workload").path("definition").path("request").toString())
        .contains("GET", "/search?q=a%20b", "json:/state=ok", "status=2xx");
    assertThat(lines).hasSize(200 + 20).allMatch("GET /search?q=a%20b"::equals);
    // A busy machine may have disturbed the run; whether it counts is not this test's matter.
    assertThat(code).isIn(ExitCode.GOOD.code(), ExitCode.INVALID_MEASUREMENT.code());
  }

  @Test
  void answersThatBreakTheRuleAreTheAnswerNo() {
    int code = load(url("/x"), "-X", "GET", "--success", "json:/received=51");

    assertThat(code).isEqualTo(ExitCode.ANSWER_IS_NO.code());
    assertThat(terminal.out())
        .contains("200 failed (rejected 200)", "good where status=2xx and json:/received=51")
        .doesNotContain("  events  ");
  }

  @Test
  void aTemplateGivesEveryRequestABodyOfItsOwn() throws IOException {
    Path template =
        Files.writeString(folder.resolve("item.json"), "{\"id\":\"${uuid}\",\"n\":${random:1..9}}");
    int code =
        load(url("/items"), "--body-template", template.toString(), "--header", "X-Key: secret");

    assertThat(code).isNotEqualTo(ExitCode.ANSWER_IS_NO.code());
    assertThat(bodies).hasSize(220).doesNotHaveDuplicates();
    assertThat(bodies.getFirst()).matches("\\{\"id\":\"[0-9a-f-]{36}\",\"n\":[1-9]}");
    assertThat(lines).allMatch("POST /items"::equals);
    assertThat(terminal.out()).doesNotContain("secret");
  }

  @Test
  void aBodyFileIsSentAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("body.xml"), "<a>${index}</a>\n");
    load(url("/in"), "--body-file", file.toString(), "--content-type", "text/xml");

    assertThat(bodies).hasSize(220).containsOnly("<a>${index}</a>\n");
  }

  @Test
  void aDryRunSendsNothing() {
    assertThat(load(url("/x?y=z"), "-X", "GET", "--dry-run")).isZero();
    assertThat(terminal.out())
        .contains("would send 200 requests to /x?y=z of " + url(""), "20 warm-up requests")
        .contains("GET /x?y=z", "good where status=2xx");
    assertThat(lines).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/api | -X GET",
        "/x -X GET --path /y | leave --path out",
        "/x -X get | method 'get' must be upper-case",
        "/x --body-file no-such | does not exist",
        "/x --body-template pom.xml --body-file pom.xml | exclude each other",
        "/x -X GET --content-type a/b | belongs to a body",
        "/x -H nocolon | must be of the form 'Name: value'",
        "/x -H Content-Length:5 | set by the client itself",
        "/x --success 200 | conditions are status=2xx",
        "/x --success status=20 | is no status",
        "/x --success body~[ | success rule 'body~['",
        "/x -X GET --batch-size 5 | --batch-size speaks of the ingest contract's events",
        "/x -X GET --workload spec | --workload speaks of the ingest contract's events",
        "/x -X GET --subscribers 3 | leave --subscribers",
        "/x -X GET -n 0 | events must be between",
      })
  void wrongUsageIsSaidAndSendsNothing(String line, String message) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.set(0, url(words.getFirst()));
    words.addFirst("load");

    assertThat(terminal.run(words.toArray(String[]::new))).isEqualTo(ExitCode.USAGE.code());
    assertThat(terminal.err()).contains(message).doesNotContain("\tat ");
    assertThat(lines).isEmpty();
  }

  @Test
  void anUnknownPlaceholderIsNamedWithFileAndLine() throws IOException {
    Path template = Files.writeString(folder.resolve("item.json"), "{\n\"n\": ${indx}\n}");

    assertThat(load(url("/x"), "--body-template", template.toString()))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(terminal.err())
        .contains(template + ":2: unknown placeholder ${indx}; did you mean ${index}?");
    assertThat(lines).isEmpty();
  }

  @Test
  void anotherMachineIsLoadedOnPurposeAlone() {
    // 192.0.2.0/24 is set aside for documentation: nothing is ever there.
    assertThat(terminal.run("load", "http://192.0.2.1:80/x", "-X", "GET", "-q"))
        .isEqualTo(ExitCode.TARGET_UNAVAILABLE.code());
    assertThat(terminal.err()).contains("--allow-remote");
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private int load(String url, String... further) {
    List<String> words =
        new ArrayList<>(
            List.of("load", url, "-n", "200", "-c", "4", "--warmup", "20", "--no-self-warmup"));
    words.add("-q");
    words.addAll(List.of(further));
    return terminal.run(words.toArray(String[]::new));
  }
}
