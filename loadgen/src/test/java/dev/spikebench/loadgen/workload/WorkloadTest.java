package dev.spikebench.loadgen.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.loadgen.schedule.LoadMode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadTest {
  @Test
  void specWorkloadIsTheContracts() {
    assertThat(Workload.spec())
        .returns("spec", Workload::id)
        .returns(20_000L, Workload::events)
        .returns(40, Workload::concurrency)
        .returns(50, Workload::batchSize)
        .returns(500L, Workload::warmupEvents)
        .returns(100, Workload::sessions)
        .returns(false, Workload::single)
        .returns(EventIdShape.SEQUENTIAL, Workload::ids)
        .returns(0.0, Workload::duplicateShare)
        .returns(LoadMode.CLOSED, Workload::mode);
    assertThat(Workload.spec().path()).isEqualTo("/api/events/batch");
    assertThat(Workload.spec().requests()).isEqualTo(400);
    assertThat(Workload.spec().warmupRequests()).isEqualTo(10);
    assertThat(Workload.spec().asSingle().path()).isEqualTo("/api/events");
    assertThat(Workload.spec().asSingle().requests()).isEqualTo(20_000);
  }

  @Test
  void aBadValueIsNamedWithItsFieldAndItsRange() {
    Workload spec = Workload.spec();

    assertThatThrownBy(() -> spec.withEvents(0))
        .isInstanceOf(WorkloadException.class)
        .hasMessage("events must be between 1 and 1000000000, but is 0");
    assertThatThrownBy(() -> spec.withConcurrency(10_001))
        .hasMessage("concurrency must be between 1 and 10000, but is 10001");
    assertThatThrownBy(() -> spec.withBatchSize(0))
        .hasMessage("batch size must be between 1 and 10000, but is 0");
    assertThatThrownBy(() -> spec.withWarmupEvents(-1))
        .hasMessage("warmup must be between 0 and 1000000000, but is -1");
    assertThatThrownBy(() -> spec.withSessions(0))
        .hasMessage("sessions must be between 1 and 1000000000, but is 0");
    assertThatThrownBy(() -> spec.asSingle().withBatchSize(2))
        .hasMessageContaining("batch size must be 1");
    assertThatThrownBy(() -> spec.withId("a b")).hasMessageContaining("id must be");
    assertThatThrownBy(() -> EventIdShape.fromText("uuid"))
        .hasMessage("ids must be sequential or random, but is uuid");
  }

  @Test
  void noWarmUpIsNoRequest() {
    assertThat(Workload.spec().withWarmupEvents(0).warmupRequests()).isZero();
  }

  @Test
  void noncesDifferWithinOneMillisecondAndAscendOverTime() {
    Clock early = Clock.fixed(Instant.parse("2026-01-02T03:04:05.006Z"), ZoneOffset.UTC);
    Clock late = Clock.fixed(Instant.parse("2026-01-02T03:04:05.007Z"), ZoneOffset.UTC);

    String nonce = RunNonce.next(early);
    assertThat(nonce).startsWith("20260102030405006").hasSize(25);
    assertThat(RunNonce.next(early)).isNotEqualTo(nonce);
    assertThat(RunNonce.next(late)).isGreaterThan(nonce);
    assertThat(RunNonce.require(nonce)).isEqualTo(nonce);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "ü"})
  void aNonceThatCanNotStandInAnIdIsRefused(String nonce) {
    assertThatThrownBy(() -> RunNonce.require(nonce))
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("run nonce must be");
  }
}
