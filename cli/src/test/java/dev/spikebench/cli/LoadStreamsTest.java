package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spikebench.loadgen.nullserver.Answer;
import dev.spikebench.loadgen.nullserver.AnswerPlan;
import dev.spikebench.loadgen.nullserver.NullServer;
import dev.spikebench.loadgen.nullserver.StreamPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `load --subscribers` prints and how it ends, against a server whose stream has known
/// faults.
class LoadStreamsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AnswerPlan ANSWERS = request -> Answer.storeAfter(Duration.ofMillis(20));
  private static final StreamPlan THREE_DROPPED =
      (stream, event) ->
          stream == 1 && event >= 400 && event < 403
              ? StreamPlan.Delivery.DROP
              : StreamPlan.Delivery.SEND;

  private final TestTerminal terminal = TestTerminal.inRepository();

  @Test
  void figuresOfTheSubscribersAreInTheDocument() throws IOException {
    try (NullServer server = NullServer.start(ANSWERS)) {
      assertThat(load(server, "--subscribers", "2", "--json")).as(terminal.err()).isZero();
    }
    JsonNode subscribers = JSON.readTree(terminal.out()).path("subscribers");

    assertThat(subscribers.path("count").asInt()).isEqualTo(2);
    assertThat(subscribers.path("connected").asInt()).isEqualTo(2);
    assertThat(subscribers.path("expected").asLong()).isEqualTo(2_000);
    assertThat(subscribers.path("delivered").asLong()).isEqualTo(2_000);
    assertThat(subscribers.path("lost").asLong(-1)).isZero();
    assertThat(subscribers.path("faulty")).isEmpty();
    assertThat(subscribers.path("drain").asText()).isEqualTo("COMPLETE");
    JsonNode latency = subscribers.path("deliveryLatencyMs");
    assertThat(latency.path("p50").asDouble()).isGreaterThanOrEqualTo(19.9);
    assertThat(latency.path("max").asDouble())
        .isGreaterThanOrEqualTo(latency.path("p99").asDouble());
  }

  @Test
  void lostEventsMakeTheAnswerNoAndNameTheSubscriber() throws IOException {
    try (NullServer server = NullServer.start(ANSWERS, THREE_DROPPED)) {
      assertThat(load(server, "--subscribers", "2", "--json"))
          .isEqualTo(ExitCode.ANSWER_IS_NO.code());
    }
    JsonNode document = JSON.readTree(terminal.out());

    assertThat(document.path("valid").asBoolean()).isFalse();
    assertThat(document.path("subscribers").path("lost").asLong()).isEqualTo(3);
    assertThat(document.path("subscribers").path("faulty"))
        .singleElement()
        .satisfies(one -> assertThat(one.path("lost").asLong()).isEqualTo(3));
  }

  @Test
  void textSaysWhatTheSubscribersGot() {
    try (NullServer server = NullServer.start(ANSWERS)) {
      assertThat(load(server, "--subscribers", "2")).as(terminal.err()).isZero();
    }
    assertThat(terminal.out())
        .contains("2 of 2 connected, 2,000 of 2,000 deliveries: 0 lost, 0 twice, 0 out of order")
        .containsPattern("delivery +p50 ");
  }

  @Test
  void withoutSubscribersThereIsNothingOfThem() throws IOException {
    try (NullServer server = NullServer.start(ANSWERS)) {
      assertThat(load(server, "--json")).as(terminal.err()).isZero();
    }
    JsonNode document = JSON.readTree(terminal.out());
    assertThat(document.has("subscribers")).isTrue();
    assertThat(document.path("subscribers").isNull()).isTrue();
    assertThat(document.path("slowReader").isNull()).isTrue();
  }

  @Test
  void moreSubscribersThanTheContractKnowsAreAUsageError() {
    try (NullServer server = NullServer.start(ANSWERS)) {
      assertThat(load(server, "--subscribers", "10001")).isEqualTo(ExitCode.USAGE.code());
      assertThat(load(server, "--subscribers", "-1")).isEqualTo(ExitCode.USAGE.code());
      assertThat(server.counts().accepts()).isZero();
    }
    assertThat(terminal.err()).contains("--subscribers").contains("between 0 and 10000");
  }

  private int load(NullServer server, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "load",
                "--url",
                server.uri().toString(),
                "--events",
                "1000",
                "-c",
                "5",
                "--warmup",
                "50",
                "--no-self-warmup",
                "-q"));
    arguments.addAll(Arrays.asList(more));
    return terminal.run(arguments.toArray(String[]::new));
  }
}
