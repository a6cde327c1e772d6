package dev.spikebench.parity.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.spikebench.parity.BackendLostException;
import dev.spikebench.parity.cases.ContractCases;
import dev.spikebench.parity.cases.ContractRules;
import dev.spikebench.parity.compare.Facet;
import dev.spikebench.parity.compare.Verdict;
import dev.spikebench.parity.known.KnownDifference;
import dev.spikebench.parity.known.KnownDifferences;
import dev.spikebench.parity.naive.NaiveBackend;
import dev.spikebench.parity.naive.NaiveBackend.Interference;
import dev.spikebench.parity.naive.NaiveRun;
import dev.spikebench.parity.naive.Switch;
import dev.spikebench.parity.observe.HttpTarget;
import dev.spikebench.parity.observe.Target;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every verdict that is not plain agreement, each on a backend that earns it.
class VerdictsTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  /// For a backend that never answers; everything else answers long before.
  private static final Duration SHORT = Duration.ofSeconds(5);

  private static final Set<Switch> RIGHT = EnumSet.noneOf(Switch.class);
  private static final String CASE = "ROUTE-02.delete\n  DELETE /api/events => 405\n";
  private static final LocalDate CREATED = LocalDate.of(2026, 1, 1);
  private static final LocalDate EXPIRES = LocalDate.of(2026, 2, 1);
  private static final String WITH_ALLOW =
      "allow: GET, HEAD, OPTIONS, POST\ncontent-type: application/json";

  @ParameterizedTest
  @CsvSource({
    "true, content-type: application/json, 2026-01-15, KNOWN",
    "true, content-type: application/json, 2026-02-02, EXPIRED",
    "true, content-type: text/plain, 2026-01-15, DIVERGENT",
    "false, content-type: application/json, 2026-01-15, STALE"
  })
  void aListedDifferenceIsHeldAgainstWhatIsSeenAndTheDay(
      boolean apart, String listed, LocalDate today, Verdict verdict) {
    KnownDifference entry =
        new KnownDifference(
            "ROUTE-02.delete",
            Facet.HEADERS,
            Map.of("naive", listed, "contract", WITH_ALLOW),
            "it says so",
            CREATED,
            EXPIRES);
    DifferentialResult result =
        NaiveRun.ofCases(cases(CASE).cases())
            .with(new KnownDifferences(List.of(entry)), today)
            .against(apart ? EnumSet.of(Switch.NO_ALLOW) : RIGHT);

    assertThat(result.cases()).singleElement().extracting(CaseOutcome::verdict).isEqualTo(verdict);
    assertThat(result.agrees()).isEqualTo(verdict == Verdict.KNOWN);
  }

  @Test
  void whatTakesALaunchIsNotRunAtAnAddress() {
    ContractCases cases = cases("STORAGE-17.kept needs:launch\n  event => 201\n  restart\n");
    try (NaiveBackend backend = NaiveBackend.start(RIGHT);
        Target target = new HttpTarget("naive", backend.baseUri(), LONG, null)) {
      DifferentialResult result = NaiveRun.ofCases(cases.cases()).on(List.of(target));

      assertThat(result.cases().getFirst().verdict()).isEqualTo(Verdict.NOT_RUN);
      assertThat(result.agrees()).isTrue();
    }
    DifferentialResult launched = NaiveRun.ofCases(cases.cases()).against(RIGHT);
    assertThat(launched.cases().getFirst().verdict()).isEqualTo(Verdict.EQUAL);
  }

  @Test
  void anAnswerThatNeverComesIsAHang() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    Interference silent = exchange -> isDelete(exchange) && waited(over);
    DifferentialResult result = interfered(silent, SHORT, over::countDown);

    assertThat(result.cases().getFirst().verdict()).isEqualTo(Verdict.HANG);
    assertThat(result.findings())
        .singleElement()
        .extracting(Finding::facet)
        .isEqualTo(Facet.CONNECTION);
  }

  @Test
  void aFailureOfTheBackendItselfIsACrash() {
    Interference failing = exchange -> isDelete(exchange) && answered(exchange, 500);
    Interference closing = exchange -> isDelete(exchange) && closed(exchange);

    for (Interference one : List.of(failing, closing)) {
      DifferentialResult result = interfered(one, LONG, () -> {});
      assertThat(result.cases().getFirst().verdict()).isEqualTo(Verdict.CRASH);
      assertThat(result.noise()).isEmpty();
    }
  }

  @Test
  void whatIsNotTheSameTwiceIsNoise() {
    AtomicInteger asked = new AtomicInteger();
    DifferentialResult result =
        interfered(
            exchange ->
                isDelete(exchange) && asked.incrementAndGet() % 2 == 0 && answered(exchange, 404),
            LONG,
            () -> {});

    assertThat(result.noise()).singleElement().asString().contains("ROUTE-02.delete", "405", "404");
  }

  /// Each generated scenario that is done twice comes out in two ways, in whichever order.
  @Test
  void generatedScenariosAreHeldAgainstThemselvesToo() {
    AtomicInteger posts = new AtomicInteger();
    Interference alternating =
        exchange ->
            exchange.getRequestURI().getPath().equals("/api/stats")
                && posts.incrementAndGet() % 2 == 0
                && answered(exchange, 503);
    try (NaiveBackend backend = NaiveBackend.start(RIGHT, alternating);
        Target target = new HttpTarget("naive", backend.baseUri(), LONG, backend::restart)) {
      DifferentialResult result = NaiveRun.ofGenerated(1, 40).until(40).on(List.of(target));

      assertThat(result.noise()).isNotEmpty();
      assertThat(result.noise().getFirst()).contains("--replay p1.");
    }
  }

  /// Found once, never seen again: the scenario is kept as it was.
  @Test
  void whatIsNotSeenAgainIsAFlake() {
    AtomicInteger batches = new AtomicInteger();
    Interference once =
        exchange ->
            exchange.getRequestURI().getPath().equals("/api/events/batch")
                && exchange.getRequestMethod().equals("POST")
                && batches.incrementAndGet() == 1
                && answered(exchange, 404);
    try (NaiveBackend backend = NaiveBackend.start(RIGHT, once);
        Target target = new HttpTarget("naive", backend.baseUri(), LONG, backend::restart)) {
      DifferentialResult result = NaiveRun.ofGenerated(1, 100).on(List.of(target));

      assertThat(result.findings())
          .singleElement()
          .extracting(Finding::verdict)
          .isEqualTo(Verdict.FLAKY);
      assertThat(result.agrees()).isFalse();
    }
  }

  @Test
  void aBackendThatIsGoneIsSaidToBeWithWhatWasDoneToIt() {
    NaiveBackend backend = NaiveBackend.start(RIGHT);
    try (Target target = new HttpTarget("naive", backend.baseUri(), SHORT, null)) {
      backend.close();
      assertThatThrownBy(() -> NaiveRun.ofCases(cases(CASE).cases()).on(List.of(target)))
          .isInstanceOf(BackendLostException.class)
          .hasMessageContaining("naive")
          .hasMessageContaining("--replay p1.");
    }
  }

  @Test
  void aRuleWithoutACaseIsRed() {
    ContractCases planned =
        ContractCases.parse(CASE, ContractRules.parse("- **ROUTE-02** A.\n- **ROUTE-03** B.\n"));
    NaiveRun run =
        new NaiveRun(planned, 1, 0, 1, 0, KnownDifferences.none(), LocalDate.of(2026, 1, 1));
    DifferentialResult result = run.against(RIGHT);

    assertThat(result.cases()).allMatch(CaseOutcome::passes);
    assertThat(result.rules()).containsEntry("ROUTE-03", List.of());
    assertThat(result.agrees()).isFalse();
  }

  /// A sweep changes counts of sessions that no step did.
  @Test
  void whatASweepFallsIntoIsDoneAgain() {
    AtomicReference<NaiveBackend> swept = new AtomicReference<>();
    AtomicInteger asked = new AtomicInteger();
    Interference sweeping =
        exchange -> {
          if (isDelete(exchange) && asked.incrementAndGet() == 1) {
            Objects.requireNonNull(swept.get()).tellOfSweep();
          }
          return false;
        };
    try (NaiveBackend backend = NaiveBackend.start(RIGHT, sweeping)) {
      swept.set(backend);
      try (Target target = new HttpTarget("naive", backend.baseUri(), LONG, null)) {
        DifferentialResult result = NaiveRun.ofCases(cases(CASE).cases()).on(List.of(target));

        assertThat(result.agrees()).isTrue();
        // Once more for the sweep, and once more because every case is done twice.
        assertThat(asked).hasValue(3);
      }
    }
  }

  @Test
  void twoNamesForOneBackendAgree() {
    try (NaiveBackend backend = NaiveBackend.start(RIGHT);
        Target one = new HttpTarget("one", backend.baseUri(), LONG, null);
        Target other = new HttpTarget("other", backend.baseUri(), LONG, null)) {
      DifferentialResult result = NaiveRun.ofGenerated(3, 40).on(List.of(one, other));

      assertThat(result.findings()).isEmpty();
      assertThat(result.noise()).isEmpty();
    }
  }

  @Test
  void theOddOneOutOfThreeIsNamed() {
    try (NaiveBackend right = NaiveBackend.start(RIGHT);
        NaiveBackend wrong = NaiveBackend.start(EnumSet.of(Switch.NO_ALLOW));
        Target one = new HttpTarget("one", right.baseUri(), LONG, null);
        Target other = new HttpTarget("other", wrong.baseUri(), LONG, null)) {
      DifferentialResult result = NaiveRun.ofCases(cases(CASE).cases()).on(List.of(one, other));

      assertThat(result.findings())
          .singleElement()
          .extracting(Finding::odd)
          .isEqualTo(List.of("other"));
      assertThat(result.cases().getFirst().byBackend())
          .containsEntry("one", Verdict.EQUAL)
          .containsEntry("other", Verdict.DIVERGENT);
    }
  }

  private static DifferentialResult interfered(
      Interference interference, Duration timeout, Runnable over) {
    try (NaiveBackend backend = NaiveBackend.start(RIGHT, interference);
        Target target = new HttpTarget("naive", backend.baseUri(), timeout, null)) {
      return NaiveRun.ofCases(cases(CASE).cases()).on(List.of(target));
    } finally {
      over.run();
    }
  }

  private static ContractCases cases(String text) {
    return ContractCases.parse(text, new ContractRules(Set.of()));
  }

  private static boolean isDelete(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("DELETE");
  }

  private static boolean waited(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private static boolean closed(HttpExchange exchange) {
    exchange.close();
    return true;
  }

  private static boolean answered(HttpExchange exchange, int status) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
    return true;
  }
}
