package dev.spikebench.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.loadgen.ScriptedServer.Received;
import dev.spikebench.loadgen.ScriptedServer.Reply;
import dev.spikebench.loadgen.model.Outcome;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.request.BodyTemplate;
import dev.spikebench.loadgen.request.CustomRequest;
import dev.spikebench.loadgen.request.RequestBody;
import dev.spikebench.loadgen.request.RequestException;
import dev.spikebench.loadgen.request.RequestForm;
import dev.spikebench.loadgen.request.RequestHeader;
import dev.spikebench.loadgen.request.SuccessRule;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.loadgen.workload.WorkloadDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Loads an API that is not the ingest contract's, over real connections.
class CustomRequestTest {
  private static final LoadOptions OPTIONS = LoadOptions.defaults().withSelfWarmUp(false);
  private static final String LITTLES_LAW = "Little's law";

  @Test
  void aGetHasNoBodyAndNobodyIsAskedWhatWasStored() throws IOException {
    try (ScriptedServer server = new ScriptedServer(number -> new Reply(200, "hello"))) {
      LoadResult result =
          run(server, form("GET", "/search?q=a%20b", null, "status=200"), new RequestBody.None());

      assertThat(result.requestsOk()).isEqualTo(100);
      assertThat(result.eventsStored()).isNull();
      assertThat(result.warnings()).anyMatch(text -> text.contains("is not proven"));
      assertThat(MachineNoise.without(result.invalidReasons()))
          .noneMatch(text -> text.contains("/api/stats"));
      assertThat(server.received())
          .hasSize(100 + 10)
          .allSatisfy(
              request -> {
                assertThat(request.method()).isEqualTo("GET");
                assertThat(request.target()).isEqualTo("/search?q=a%20b");
                assertThat(request.body()).isEmpty();
                assertThat(request.headers()).doesNotContainKeys("Content-type", "Content-length");
              });
    }
  }

  @Test
  void aBodyIsSentAsItIsWithItsMediaTypeAndHeaders() throws IOException {
    byte[] body = "a=1&b=é\r\n".getBytes(StandardCharsets.UTF_8);
    RequestForm form =
        new RequestForm(
            "PUT",
            "/form",
            List.of(RequestHeader.parse("X-Key: secret"), RequestHeader.parse("Accept: text/html")),
            "text/plain; charset=utf-8",
            SuccessRule.ANY_2XX);
    try (ScriptedServer server = new ScriptedServer(number -> new Reply(204, ""))) {
      LoadResult result = run(server, form, new RequestBody.Bytes(body));

      assertThat(result.requestsOk()).isEqualTo(100);
      Received last = server.received().getLast();
      assertThat(last.method()).isEqualTo("PUT");
      assertThat(last.body()).isEqualTo("a=1&b=é\r\n");
      assertThat(last.headers()).containsEntry("X-key", List.of("secret"));
      assertThat(last.headers()).containsEntry("Accept", List.of("text/html"));
      assertThat(last.headers())
          .containsEntry("Content-type", List.of("text/plain; charset=utf-8"))
          .containsEntry("Content-length", List.of(String.valueOf(body.length)));
    }
  }

  @Test
  void everyRequestOfATemplateHasABodyOfItsOwn() throws IOException {
    String text = "{\"id\":\"${uuid}\",\"n\":${index},\"run\":\"${nonce}\"}";
    try (ScriptedServer server = new ScriptedServer(number -> new Reply(201, "{}"))) {
      LoadResult result =
          run(
              server,
              form("POST", "/items", "application/json"),
              new RequestBody.Template(BodyTemplate.parse(text, "t"), text));

      assertThat(result.requestsOk()).isEqualTo(100);
      assertThat(server.received()).extracting(Received::body).doesNotHaveDuplicates().hasSize(110);
      assertThat(server.received().stream().filter(it -> it.body().contains("\"n\":0,")))
          .hasSize(2);
      assertThat(server.received())
          .filteredOn(it -> it.body().contains("\"run\":\"nonce\""))
          .hasSize(100);
    }
  }

  @Test
  void answersThatBreakTheRuleAreFailedRequestsAndTheRunIsValid() throws IOException {
    // Every tenth status is wrong, every tenth after that a value; the warm-up takes the first ten.
    try (ScriptedServer server =
        new ScriptedServer(
            number ->
                switch ((int) (number % 10)) {
                  case 3 -> new Reply(500, "{\"received\":50}");
                  case 7 -> new Reply(200, "{\"received\":49}");
                  default -> new Reply(200, "{\"received\":50}");
                })) {
      LoadResult result =
          run(
              server,
              form("POST", "/batch", "application/json", "status=200", "json:/received=50"),
              new RequestBody.Bytes("[]".getBytes(StandardCharsets.UTF_8)));

      assertThat(result.requestsOk()).isEqualTo(80);
      assertThat(result.eventsAcknowledged()).isEqualTo(80);
      assertThat(result.tally().count(Outcome.HTTP_STATUS)).isEqualTo(10);
      assertThat(result.tally().count(Outcome.REJECTED)).isEqualTo(10);
      assertThat(result.tally().statusCounts()).containsEntry(200, 90L).containsEntry(500, 10L);
      assertThat(result.targetWarmUp().requestsFailed()).isEqualTo(2);
      assertThat(MachineNoise.without(result.invalidReasons()))
          .allMatch(reason -> reason.contains(LITTLES_LAW));
    }
  }

  @Test
  void theDefinitionTellsWhatWasSentButNoSecret() {
    RequestForm form =
        new RequestForm(
            "POST",
            "/a",
            List.of(RequestHeader.parse("Authorization: Bearer secret")),
            "text/plain",
            SuccessRule.parse(List.of("body~ok")));
    Workload workload =
        workload(form, new RequestBody.Bytes("abc".getBytes(StandardCharsets.UTF_8)));

    assertThat(WorkloadDefinition.of(workload).toString())
        .contains("Authorization", "/a", "status=2xx", "body~ok", "bytes=3")
        .doesNotContain("secret");
    assertThat(WorkloadDefinition.sha256(workload))
        .isNotEqualTo(
            WorkloadDefinition.sha256(
                workload(form, new RequestBody.Bytes("abd".getBytes(StandardCharsets.UTF_8)))));
  }

  @Test
  void aRequestNeedsARuleAndABodyItsMediaType() {
    assertThatThrownBy(() -> new CustomRequest(RequestForm.ingest("/a"), new RequestBody.None()))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("--success");
    assertThatThrownBy(
            () ->
                new CustomRequest(form("POST", "/a", null), new RequestBody.Bytes(new byte[] {1})))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("--content-type");
  }

  private static RequestForm form(
      String method, String path, @Nullable String contentType, String... conditions) {
    return new RequestForm(
        method, path, List.of(), contentType, SuccessRule.parse(List.of(conditions)));
  }

  private static Workload workload(RequestForm form, RequestBody body) {
    return Workload.spec().toBuilder()
        .id("request")
        .request(new CustomRequest(form, body))
        .events(100)
        .warmupEvents(10)
        .concurrency(5)
        .build();
  }

  private static LoadResult run(ScriptedServer server, RequestForm form, RequestBody body) {
    try (LoadGenerator generator = LoadGenerator.create(OPTIONS)) {
      return generator.run(server.uri(), workload(form, body), "nonce", ProgressListener.SILENT);
    }
  }
}
