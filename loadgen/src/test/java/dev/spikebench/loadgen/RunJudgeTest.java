package dev.spikebench.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

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
  void busyClientIsAWarningAndASaturatedOneMakesTheRunInvalid() {
    assertThat(RunJudge.verdict(client(0.599, 40))).isEqualTo(Verdict.TARGET_BOUND);
    assertThat(RunJudge.verdict(client(0.60, 40))).isEqualTo(Verdict.MIXED);
    assertThat(RunJudge.verdict(client(0.899, 40))).isEqualTo(Verdict.MIXED);
    assertThat(RunJudge.verdict(client(0.90, 40))).isEqualTo(Verdict.CLIENT_BOUND);

    RunJudge mixed = judge(client(0.7, 40), 20_000L, 20_000);
    assertThat(mixed.invalidReasons()).isEmpty();
    assertThat(mixed.warnings())
        .containsExactly("an I/O thread of the load generator was busy 70 % of the time");
    assertThat(judge(client(0.95, 40), 20_000L, 20_000).invalidReasons())
        .containsExactly(
            "the load generator itself was the limit: an I/O thread was busy 95 % of the time");
  }

  /// 38 of 40 users in flight is the last mean that is within 5 %.
  @Test
  void littlesLawHoldsWithinFivePercent() {
    assertThat(judge(client(0.1, 38.0), 20_000L, 20_000).invalidReasons()).isEmpty();
    assertThat(judge(client(0.1, 42.0), 20_000L, 20_000).invalidReasons()).isEmpty();
    assertThat(judge(client(0.1, 37.9), 20_000L, 20_000).invalidReasons())
        .singleElement()
        .asString()
        .contains("37.90 and not 40");
    assertThat(judge(client(0.1, 42.1), 20_000L, 20_000).invalidReasons()).hasSize(1);
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
    return new RunJudge(
            part(outcomes, repeated, acknowledged, duplicates),
            USERS,
            client(0.1, 40),
            acknowledged,
            SETTLED,
            TargetWarmUp.NONE)
        .invalidReasons();
  }

  @Test
  void failedWarmUpRequestsAreAWarning() {
    RunJudge judge =
        new RunJudge(
            part(20_000),
            USERS,
            client(0.1, 40),
            20_000L,
            SETTLED,
            new TargetWarmUp(10, 2, 500, 1));

    assertThat(judge.warnings()).containsExactly("2 of 10 warm-up requests failed");
  }

  @Test
  void coldOrUnsettledClientIsAWarning() {
    SelfWarmUp unsettled = new SelfWarmUp(9_000, 1, false, 1);
    RunJudge cold =
        new RunJudge(part(20_000), USERS, client(0.1, 40), 20_000L, null, TargetWarmUp.NONE);
    RunJudge restless =
        new RunJudge(part(20_000), USERS, client(0.1, 40), 20_000L, unsettled, TargetWarmUp.NONE);

    assertThat(cold.invalidReasons()).isEmpty();
    assertThat(cold.warnings()).singleElement().asString().contains("not warmed up");
    assertThat(restless.warnings()).singleElement().asString().contains("had not settled");
  }

  private static RunJudge judge(ClientUsage client, @Nullable Long stored, long acknowledged) {
    return new RunJudge(part(acknowledged), USERS, client, stored, SETTLED, TargetWarmUp.NONE);
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
        40,
        0.1,
        false,
        false,
        null);
  }

  private static ClientUsage client(double threadShare, double inFlight) {
    return new ClientUsage(1, 0.1, threadShare, 2, 1, 0, 0, inFlight);
  }
}
