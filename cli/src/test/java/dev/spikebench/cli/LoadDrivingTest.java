package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spikebench.loadgen.nullserver.Answer;
import dev.spikebench.loadgen.nullserver.NullServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How `load` is driven and what it says of that, against the server with exact delays.
class LoadDrivingTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestTerminal terminal = TestTerminal.inRepository();
  private final NullServer server =
      NullServer.start(request -> Answer.storeAfter(Duration.ofMillis(20)));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void openLoopTellsItsPlanAndThreeLatencies() throws IOException {
    JsonNode document = load("-R", "100", "-d", "1s", "--client-check", "off");
    JsonNode plan = document.path("plan");

    assertThat(document.path("mode").textValue()).isEqualTo("open");
    assertThat(plan.path("rate").textValue()).isEqualTo("100");
    assertThat(plan.path("arrivals").textValue()).isEqualTo("uniform");
    assertThat(plan.path("requestsPlanned").longValue()).isEqualTo(100);
    assertThat(plan.path("requestsSent").longValue()).isEqualTo(100);
    assertThat(plan.path("requestsUnsent").longValue()).isZero();
    assertThat(plan.path("rateRatio").doubleValue()).isCloseTo(1, within(1e-9));
    assertThat(document.path("latencyMs").path("p50").doubleValue()).isGreaterThan(19.9);
    assertThat(document.path("latencyFromPlanMs").path("p50").doubleValue())
        .isGreaterThanOrEqualTo(document.path("latencyMs").path("p50").doubleValue() * 0.99);
    assertThat(document.path("sendLagMs").path("p50").doubleValue()).isNotNegative();
    assertThat(document.path("latencyBackFilledMs").isNull()).isTrue();
  }

  @Test
  void closedLoopEndsByTimeAndTellsWhatItSent() throws IOException {
    JsonNode document = load("-d", "500ms", "--client-check", "off");

    assertThat(document.path("mode").textValue()).isEqualTo("closed");
    assertThat(document.path("plan").isNull()).isTrue();
    assertThat(document.path("elapsedMs").doubleValue()).isGreaterThanOrEqualTo(500);
    assertThat(document.path("requestsOk").longValue()).isBetween(4L, 4L * 26);
    assertThat(document.path("eventsSent").longValue())
        .isEqualTo(document.path("requestsOk").longValue() * 50);
    assertThat(document.path("latencyBackFilledMs").path("expectedInterval").doubleValue())
        .isGreaterThan(19.9);
  }

  @Test
  void clientTellsWhatItMayUseAndWhatItCouldDo() throws IOException {
    JsonNode client = load("-n", "200").path("client");

    assertThat(client.path("allowedCpus").doubleValue()).isPositive();
    assertThat(client.path("processCpuShare").doubleValue()).isBetween(0.0, 1.0);
    assertThat(client.path("allocatedBytesPerRequest").doubleValue()).isPositive();
    assertThat(client.path("bodies").path("renderedAhead").booleanValue()).isTrue();
    assertThat(client.path("check").path("requestsPerSecond").doubleValue()).isPositive();
    assertThat(client.path("check").path("timesTarget").doubleValue()).isGreaterThan(1);
  }

  private JsonNode load(String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("load", "--url", server.uri().toString(), "--self-warmup", "off", "-q"));
    arguments.addAll(List.of("--json", "-c", "4"));
    arguments.addAll(List.of(more));
    int code = terminal.run(arguments.toArray(String[]::new));
    assertThat(code).as(terminal.err() + terminal.out()).isZero();
    return JSON.readTree(terminal.out());
  }
}
