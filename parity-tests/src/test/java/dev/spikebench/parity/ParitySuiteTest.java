package dev.spikebench.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.parity.CaseResult.Outcome;
import dev.spikebench.parity.client.StreamSubscriber;
import dev.spikebench.parity.core.BackendUnderTest;
import dev.spikebench.parity.stub.Fault;
import dev.spikebench.parity.stub.StubBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Guards the guard: the suite passes a right backend and notices each wrong one.
@Execution(ExecutionMode.CONCURRENT)
class ParitySuiteTest {
  private static final Map<String, String> IMPATIENT =
      Map.of(BackendUnderTest.TIMEOUT_PARAMETER, "1000");

  @Test
  void rightBackendPassesAllEighteen() {
    try (StubBackend backend = StubBackend.start(Set.of())) {
      List<CaseResult> told = new ArrayList<>();
      ParityResult result = ParitySuite.run(backend.baseUri(), told::add);
      assertThat(result.cases()).allSatisfy(one -> assertThat(one.message()).isEmpty());
      assertThat(result.closingLine()).isEqualTo("18/18");
      assertThat(result.allPassed()).isTrue();
      assertThat(told).containsExactlyInAnyOrderElementsOf(result.cases());
    }
  }

  @ParameterizedTest
  @EnumSource
  void wrongBackendFailsJustTheCasesThatSpeakOfIt(Fault fault) {
    try (StubBackend backend = StubBackend.start(Set.of(fault))) {
      ParityResult result = run(backend, IMPATIENT);
      assertThat(failedIds(result)).isEqualTo(fault.noticedBy());
      assertThat(result.passed()).isEqualTo(18 - fault.noticedBy().size());
      assertThat(result.skipped()).isZero();
    }
  }

  @Test
  void everyCaseIsKilledBySomeFault() {
    Set<String> killed =
        Arrays.stream(Fault.values())
            .flatMap(fault -> fault.noticedBy().stream())
            .collect(Collectors.toSet());
    assertThat(killed)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 18).mapToObj("PARITY-%02d"::formatted).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3"})
  void orderOfTheCasesDoesNotMatter(String seed) {
    Map<String, String> shuffled =
        Map.of(
            "junit.jupiter.testmethod.order.default",
            "org.junit.jupiter.api.MethodOrderer$Random",
            "junit.jupiter.execution.order.random.seed",
            seed);
    try (StubBackend backend = StubBackend.start(Set.of())) {
      assertThat(run(backend, shuffled).closingLine()).isEqualTo("18/18");
      assertThat(run(backend, shuffled).closingLine()).isEqualTo("18/18");
    }
  }

  @Test
  void otherSubscribersComingAndGoingDoNotMatter() throws InterruptedException {
    try (StubBackend backend = StubBackend.start(Set.of());
        StreamSubscriber steady =
            StreamSubscriber.open(backend.baseUri(), "", Duration.ofSeconds(5))) {
      Thread others = Thread.ofVirtual().start(() -> comeAndGo(backend.baseUri()));
      ParityResult result = run(backend, Map.of());
      others.interrupt();
      others.join();
      assertThat(result.closingLine()).isEqualTo("18/18");
      assertThat(steady.alive()).isTrue();
    }
  }

  @Test
  void fullStreamIsNamedInTheMessage() {
    try (StubBackend backend = StubBackend.start(Set.of(Fault.STREAM_HAS_NO_FREE_SLOT))) {
      assertThat(run(backend, Map.of()).cases())
          .filteredOn(one -> one.outcome() == Outcome.FAILED)
          .hasSize(4)
          .allSatisfy(
              one ->
                  assertThat(one.message())
                      .contains("No stream slot is free")
                      .contains("INGEST_MAX_SSE_CLIENTS"));
    }
  }

  @Test
  void unreachableBackendIsNoResult() throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    assertThatThrownBy(() -> ParitySuite.run(nobody, ParityListener.silent()))
        .isInstanceOf(BackendUnreachableException.class)
        .hasMessageContaining(nobody.toString());
  }

  @Test
  void reportsHoldEveryCase(@TempDir Path folder) throws IOException {
    try (StubBackend backend = StubBackend.start(Set.of(Fault.BATCH_WITHOUT_EVENTS_IS_EMPTY))) {
      Path reports = folder.resolve("reports");
      ParityResult result = ParitySuite.run(backend.baseUri(), ParityListener.silent(), reports);
      assertThat(Files.readString(reports.resolve("TEST-junit-jupiter.xml")))
          .contains("tests=\"18\"")
          .contains("failures=\"1\"")
          .contains("a batch without events gets 400");
      var json = ParityJson.of(result);
      assertThat(json.path("passed").asInt()).isEqualTo(17);
      assertThat(json.path("failed").asInt()).isEqualTo(1);
      assertThat(json.path("skipped").asInt()).isZero();
      assertThat(json.path("findings").isArray()).isTrue();
      assertThat(json.path("cases")).hasSize(18);
      assertThat(json.path("cases").path(9).path("id").asText()).isEqualTo("PARITY-10");
      assertThat(json.path("cases").path(9).path("outcome").asText()).isEqualTo("failed");
      assertThat(json.path("cases").path(9).path("message").asText()).contains("must be 400");
    }
  }

  private static ParityResult run(StubBackend backend, Map<String, String> parameters) {
    return ParitySuite.run(backend.baseUri(), ParityListener.silent(), parameters);
  }

  private static Set<String> failedIds(ParityResult result) {
    return result.cases().stream()
        .filter(one -> one.outcome() == Outcome.FAILED)
        .map(CaseResult::id)
        .collect(Collectors.toSet());
  }

  private static void comeAndGo(URI baseUri) {
    while (!Thread.currentThread().isInterrupted()) {
      try (StreamSubscriber other = StreamSubscriber.open(baseUri, "", Duration.ofSeconds(5))) {
        other.awaitKind("connected", Duration.ofSeconds(5));
      } catch (ParityException interrupted) {
        return;
      }
    }
  }
}
