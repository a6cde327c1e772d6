package dev.spikebench.loadgen.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyRendererTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant INSTANT = Instant.parse("2026-03-04T05:06:07.089999Z");

  /// Worked out by hand from the contract's formula; 19,999 is the last event of the spec workload.
  @ParameterizedTest
  @CsvSource({
    "0,     n-000000000, bench-session-0,  10, 50,  15",
    "1,     n-000000001, bench-session-1,  11, 51,  16",
    "24,    n-000000024, bench-session-24, 34, 74,  39",
    "149,   n-000000149, bench-session-49, 34, 199, 44",
    "150,   n-000000150, bench-session-50, 10, 50,  45",
    "19999, n-000019999, bench-session-99, 34, 99, 94"
  })
  void everyFieldOfAnEventFollowsTheContractsFormula(
      int index, String eventId, String session, int tokensIn, int tokensOut, int durationMs)
      throws IOException {
    JsonNode expected =
        JSON.createObjectNode()
            .put("event_id", eventId)
            .put("session_id", session)
            .put("agent_type", "claude_code")
            .put("event_type", "tool_use")
            .put("tool_name", "benchmark")
            .put("status", "success")
            .put("tokens_in", tokensIn)
            .put("tokens_out", tokensOut)
            .put("project", "bench-project")
            .put("branch", "bench/main")
            .put("duration_ms", durationMs)
            .put("client_timestamp", "2026-03-04T05:06:07.089Z")
            .set(
                "metadata", JSON.createObjectNode().put("source", "benchmark").put("index", index));

    assertThat(event(renderer(Workload.spec(), "n", 1).measured(), index)).isEqualTo(expected);
  }

  @Test
  void specWorkloadIsFourHundredRequestsOfFiftyAndTenToWarmUp() {
    RequestBodies measured = renderer(Workload.spec(), "n", 1).measured();
    RequestBodies warmUp = renderer(Workload.spec(), "n", 1).warmUp();

    assertThat(measured.count()).isEqualTo(400);
    assertThat(measured.events()).isEqualTo(20_000);
    assertThat(measured.events(0)).isEqualTo(50);
    assertThat(warmUp.count()).isEqualTo(10);
    assertThat(warmUp.events()).isEqualTo(500);
  }

  @Test
  void anEventOfTheSpecWorkloadTakesAboutThreeHundredAndFiftyBytes() {
    RequestBodies bodies = renderer(Workload.spec(), "20260304050607089abcdef01", 1).measured();

    assertThat(bodies.body(200).length / 50).isBetween(320, 380);
  }

  @Test
  void lastRequestHoldsWhatIsLeft() throws IOException {
    RequestBodies bodies =
        renderer(Workload.spec().withEvents(101).withBatchSize(50), "n", 1).measured();

    assertThat(bodies.count()).isEqualTo(3);
    assertThat(bodies.events(2)).isEqualTo(1);
    assertThat(JSON.readTree(bodies.body(2)).get("events")).hasSize(1);
    assertThat(bodies.events()).isEqualTo(101);
  }

  @Test
  void singleEventsAreSentBare() throws IOException {
    RequestBodies bodies = renderer(Workload.spec().withEvents(3).asSingle(), "n", 1).measured();

    assertThat(bodies.count()).isEqualTo(3);
    assertThat(JSON.readTree(bodies.body(2)).get("event_id").asText()).isEqualTo("n-000000002");
  }

  @Test
  void sameNonceInstantAndSeedGiveTheSameBytes() {
    for (Workload workload : new Workload[] {Workload.spec(), Workload.randomIds()}) {
      RequestBodies one = renderer(workload, "n", 7).measured();
      RequestBodies two = renderer(workload, "n", 7).measured();

      for (int request = 0; request < one.count(); request++) {
        assertThat(one.body(request)).isEqualTo(two.body(request));
      }
    }
  }

  /// Every backend has been measured with exactly these bytes: a change to them makes results of
  /// different versions incomparable.
  @ParameterizedTest
  @CsvSource({
    "spec, true, c305920abfaa34c9bae3e79f69a500c55a5dbe14e0c24615f03df376ae23023d",
    "spec, false, fddfd590aa6be831ed58b8c761d8cce6c3532bce7afd475e3c83d594e0516ddd",
    "random-ids, true, 59127b58bcffd35a08662e294d0a8b25628eda5f83e281c7404ab527a59775fc"
  })
  void bytesOfThePublishedWorkloadsNeverChange(String id, boolean measured, String sha256)
      throws NoSuchAlgorithmException {
    Workload workload = id.equals("spec") ? Workload.spec() : Workload.randomIds();
    BodyRenderer renderer = renderer(workload, "20260304050607089abcdef01", 42);
    RequestBodies bodies = measured ? renderer.measured() : renderer.warmUp();
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int request = 0; request < bodies.count(); request++) {
      digest.update(bodies.body(request));
    }

    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(sha256);
  }

  @Test
  void onlyTheNonceDiffersBetweenTwoRuns() {
    String one = text(renderer(Workload.spec(), "run-a", 1).measured().body(3));
    String two = text(renderer(Workload.spec(), "run-b", 1).measured().body(3));

    assertThat(one).isNotEqualTo(two).isEqualTo(two.replace("run-b", "run-a"));
  }

  @Test
  void randomIdsAreVersionFourAllDifferentAndDifferentInEveryRun() throws IOException {
    Set<String> ids = new HashSet<>();
    for (String nonce : new String[] {"a", "b"}) {
      RequestBodies bodies = renderer(Workload.randomIds().withEvents(500), nonce, 1).measured();
      for (int i = 0; i < 500; i++) {
        ids.add(event(bodies, i).get("event_id").asText());
      }
    }

    assertThat(ids)
        .hasSize(1_000)
        .allSatisfy(
            id -> {
              assertThat(UUID.fromString(id).version()).isEqualTo(4);
              assertThat(UUID.fromString(id).variant()).isEqualTo(2);
            });
  }

  @Test
  void anotherSeedGivesOtherRandomIds() throws IOException {
    assertThat(event(renderer(Workload.randomIds(), "n", 1).measured(), 0))
        .isNotEqualTo(event(renderer(Workload.randomIds(), "n", 2).measured(), 0));
  }

  @Test
  void warmUpEventsHaveIdsOfTheirOwn() throws IOException {
    BodyRenderer renderer = renderer(Workload.spec(), "n", 1);

    assertThat(event(renderer.warmUp(), 0).get("event_id").asText())
        .isNotEqualTo(event(renderer.measured(), 0).get("event_id").asText())
        .isEqualTo("0wn-000000000");
  }

  @Test
  void moreEventsThanTheHeapHoldsAreRenderedDuringTheRunWithTheSameBytes() {
    Workload endless = Workload.randomIds().withEvents(Workload.MAX_EVENTS);
    RequestBodies few = renderer(Workload.randomIds(), "n", 1).measured();
    try (RequestBodies many = renderer(endless, "n", 1).measured()) {
      assertThat(few.renderedAhead()).isTrue();
      assertThat(many.renderedAhead()).isFalse();
      assertThat(many.count()).isEqualTo(endless.requests());
      assertThat(many.first()).isEqualTo(few.body(0));
      for (long request = 0; request < few.count(); request++) {
        assertThat(many.body(request)).isEqualTo(few.body(request));
        assertThat(many.largestBytes()).isGreaterThanOrEqualTo(few.body(request).length);
      }
    }
  }

  private static BodyRenderer renderer(Workload workload, String nonce, long seed) {
    return new BodyRenderer(workload, nonce, INSTANT, seed);
  }

  private static JsonNode event(RequestBodies bodies, int index) throws IOException {
    return JSON.readTree(bodies.body(index / 50)).get("events").get(index % 50);
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
