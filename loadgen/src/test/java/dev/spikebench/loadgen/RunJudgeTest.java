package dev.spikebench.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.loadgen.model.BodySupply;
import dev.spikebench.loadgen.model.ClientUsage;
import dev.spikebench.loadgen.model.Outcome;
import dev.spikebench.loadgen.model.SelfWarmUp;
import dev.spikebench.loadgen.model.Tally;
import dev.spikebench.loadgen.model.TargetWarmUp;
import dev.spikebench.loadgen.model.Verdict;
import dev.spikebench.loadgen.recording.LatenciesRecorder;
import dev.spikebench.loadgen.target.PartResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunJudgeTest {
  private static final int USERS = 40;
  private static final SelfWarmUp SETTLED = new SelfWarmUp(9_000, 1, true, 1);

  @Test
  void runOfATargetThatKeepsTheClientWaitingCounts() {
    RunJudge judge = judge(client(0.30, 39.9), 20_000L, 20_000);

    assertThat(judge.invalidReasons()).isEmpty();
    assertThat(judge.warnings()).isEmpty();
    assertThat(judge.verdict()).isEqualTo(Verdict.TARGET_BOUND);
  }

  @Test
  void clientNearItsLimitIsAWarningAndOneAtItsLimitMakesTheRunInvalid() {
    RunJudge mixed = judge(client(0.7, 40), 20_000L, 20_000);
    RunJudge bound = judge(client(0.95, 40), 20_000L, 20_000);

    assertThat(mixed.invalidReasons()).isEmpty();
    assertThat(mixed.verdict()).isEqualTo(Verdict.MIXED);
    assertThat(mixed.warnings()).singleElement().asString().contains("70 %");
    assertThat(bound.verdict()).isEqualTo(Verdict.CLIENT_BOUND);
    assertThat(bound.invalidReasons())
        .singleElement()
        .asString()
        .startsWith("the load generator itself was the limit")
        .contains("95 %");
  }

  /// The part takes a second: 10 ms are a hundredth of it, but no pause that is worth a word.
  @Test
  void pauseOfTheGeneratorMakesTheRunInvalidWhereItCanMoveThe99thPercentile() {
    assertThat(judge(paused(99), 20_000L, 20_000).invalidReasons()).isEmpty();
    assertThat(judge(paused(500), 20_000L, 20_000).invalidReasons())
        .containsExactly(
            "the load generator stood still for 500 ms, which makes the target look slow");
  }

  @Test
  void quotaThatWasUsedUpIsSaid() {
    ClientUsage throttled =
        new ClientUsage(1, 0.1, 0.1, 0.5, 2, "0-1", 0.5, 120_000_000, 1, 0, 0, 0, 0, 0, 40);

    assertThat(judge(throttled, 20_000L, 20_000).warnings())
        .singleElement()
        .asString()
        .contains("quota of 0.50 processors")
        .contains("120 ms");
  }

  @Test
  void storedEventsMustBeTheAcknowledgedOnes() {
    assertThat(judge(client(0.1, 40), 20_001L, 20_000).invalidReasons())
        .containsExactly("the target acknowledged 20,000 events and stored 20,001");
    assertThat(judge(client(0.1, 40), null, 20_000).invalidReasons())
        .singleElement()
        .asString()
        .contains("does not say");
  }

  @Test
  void plannedDuplicatesAreNoFault() {
    assertThat(reasons(Map.of(Outcome.OK, 400L), 600, 19_400, 600)).isEmpty();
  }

  @Test
  void aDuplicateMoreOrLessThanPlannedIsAFault() {
    Map<Outcome, Long> allOk = Map.of(Outcome.OK, 400L);

    assertThat(reasons(allOk, 600, 19_399, 601))
        .containsExactly("the target called 601 events duplicates, but 600 were sent twice");
    assertThat(reasons(allOk, 600, 19_401, 599))
        .containsExactly(
            "600 events were sent twice, but the target called 599 of them duplicates");
    assertThat(reasons(allOk, 0, 19_999, 1))
        .containsExactly("the target called 1 events duplicates, each of which was sent once");
  }

  /// The 50 events of a failed request may have been the first of their id.
  @Test
  void whereRequestsFailedFewerEventsMayBeDuplicatesButNeverMore() {
    Map<Outcome, Long> oneFailed = Map.of(Outcome.OK, 399L, Outcome.HTTP_STATUS, 1L);

    assertThat(reasons(oneFailed, 600, 19_360, 590)).isEmpty();
    assertThat(reasons(oneFailed, 600, 19_349, 601)).hasSize(1);
  }

  private static List<String> reasons(
      Map<Outcome, Long> outcomes, long repeated, long acknowledged, long duplicates) {
    PartResult part = part(outcomes, repeated, acknowledged, duplicates);
    return new RunJudge(
            found(part, client(0.1, 40), acknowledged, TargetWarmUp.NONE), USERS, SETTLED)
        .invalidReasons();
  }

  @Test
  void answersJudgedByARuleProveNothingOfWhatWasStored() {
    PartResult part = part(Map.of(Outcome.OK, 390L, Outcome.REJECTED, 10L), 0, 390, 0);
    RunJudge judge =
        new RunJudge(found(part, true, client(0.1, 40), null, TargetWarmUp.NONE), USERS, SETTLED);

    assertThat(judge.invalidReasons()).isEmpty();
    assertThat(judge.warnings()).singleElement().asString().contains("not proven");
  }

  @Test
  void failedWarmUpRequestsAreAWarning() {
    RunJudge judge =
        new RunJudge(
            found(client(0.1, 40), 20_000L, 20_000, new TargetWarmUp(10, 2, 500, 1)),
            USERS,
            SETTLED);

    assertThat(judge.warnings()).containsExactly("2 of 10 warm-up requests failed");
  }

  @Test
  void coldOrUnsettledClientIsAWarning() {
    SelfWarmUp unsettled = new SelfWarmUp(9_000, 1, false, 1);
    RunJudge cold =
        new RunJudge(found(client(0.1, 40), 20_000L, 20_000, TargetWarmUp.NONE), USERS, null);
    RunJudge restless =
        new RunJudge(found(client(0.1, 40), 20_000L, 20_000, TargetWarmUp.NONE), USERS, unsettled);

    assertThat(cold.invalidReasons()).isEmpty();
    assertThat(cold.warnings()).singleElement().asString().contains("not warmed up");
    assertThat(restless.warnings()).singleElement().asString().contains("had not settled");
  }

  private static RunJudge judge(ClientUsage client, @Nullable Long stored, long acknowledged) {
    return new RunJudge(found(client, stored, acknowledged, TargetWarmUp.NONE), USERS, SETTLED);
  }

  private static PartResult part(long acknowledged) {
    return part(Map.of(Outcome.OK, 400L), 0, acknowledged, 0);
  }

  private static PartResult part(
      Map<Outcome, Long> outcomes, long repeated, long acknowledged, long duplicates) {
    LatenciesRecorder latencies = new LatenciesRecorder();
    latencies.succeeded(1_000_000, 1_000_000);
    Tally tally =
        new Tally(
            400,
            400,
            outcomes,
            new TreeMap<>(Map.of(201, 400L)),
            20_000,
            20_000,
            repeated,
            acknowledged,
            duplicates,
            0,
            0,
            1,
            1);
    return new PartResult(
        Instant.EPOCH,
        1_000_000_000,
        tally,
        latencies.total(),
        1_000_000,
        null,
        40,
        0.1,
        0,
        0,
        0,
        false,
        false,
        null);
  }

  private static RunFindings found(
      ClientUsage client, @Nullable Long stored, long acknowledged, TargetWarmUp warmUp) {
    return found(part(acknowledged), client, stored, warmUp);
  }

  private static RunFindings found(
      PartResult part, ClientUsage client, @Nullable Long stored, TargetWarmUp warmUp) {
    return found(part, false, client, stored, warmUp);
  }

  private static RunFindings found(
      PartResult part,
      boolean byRule,
      ClientUsage client,
      @Nullable Long stored,
      TargetWarmUp warmUp) {
    return new RunFindings(
        part, byRule, client, new BodySupply(true, 0), warmUp, true, stored, null, null);
  }

  private static ClientUsage client(double threadShare, double inFlight) {
    return new ClientUsage(1, 0.1, threadShare, 2, 2, "0-1", null, 0, 1, 0, 0, 0, 0, 0, inFlight);
  }

  private static ClientUsage paused(long ms) {
    long pauseNs = ms * 1_000_000;
    return new ClientUsage(1, 0.1, 0.1, 2, 2, "0-1", null, 0, 1, 0, 0, 0, pauseNs, pauseNs, 40);
  }
}
