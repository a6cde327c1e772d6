package dev.spikebench.loadgen;

import static dev.spikebench.loadgen.model.Verdict.CLIENT_BOUND;
import static dev.spikebench.loadgen.model.Verdict.MIXED;
import static dev.spikebench.loadgen.model.Verdict.TARGET_BOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.loadgen.model.ClientUsage;
import dev.spikebench.loadgen.model.PlanOutcome;
import dev.spikebench.loadgen.model.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictRuleTest {
  private static final int USERS = 40;

  /// Share of the processors used, rate on the null server over the target's, verdict. No headroom
  /// means that it was not measured.
  @ParameterizedTest(name = "share {0}, headroom {1}: {2}")
  @CsvSource({
    "0.10, 9.0,  TARGET_BOUND",
    "0.59, 1.5,  TARGET_BOUND",
    "0.60, 1.5,  MIXED",
    "0.89, 1.5,  MIXED",
    "0.90, 1.5,  CLIENT_BOUND",
    "0.99, 5.0,  CLIENT_BOUND",
    "0.10, 1.49, MIXED",
    "0.59, 1.1,  MIXED",
    "0.60, 1.49, CLIENT_BOUND",
    "0.10, 1.09, CLIENT_BOUND",
    "0.10, 0.5,  CLIENT_BOUND",
    "0.59,     , TARGET_BOUND",
    "0.60,     , MIXED",
    "0.90,     , CLIENT_BOUND",
  })
  void shareAndHeadroomDecideTogether(double share, @Nullable Double headroom, Verdict expected) {
    VerdictRule thread = VerdictRule.of(closed(usage(0, share, USERS), headroom));
    VerdictRule process = VerdictRule.of(closed(usage(share, 0, USERS), headroom));

    assertThat(thread.verdict()).isEqualTo(expected);
    assertThat(process.verdict()).isEqualTo(expected);
    assertThat(thread.findings().isEmpty()).isEqualTo(expected == TARGET_BOUND);
  }

  @Test
  void findingsSayWhatSpeaksForTheClient() {
    assertThat(VerdictRule.of(closed(usage(0.2, 0.93, USERS), 1.2)).findings())
        .containsExactly(
            "on a server that costs nothing it reached only 1.20 times the rate of the target,"
                + " where 1.5 times are needed",
            "its busiest I/O thread used 93 % of the processor time it may use");
    assertThat(VerdictRule.of(closed(usage(0.95, 0.3, USERS), 3.0)).findings())
        .containsExactly("its process used 95 % of the processor time it may use");
  }

  /// 38 of 40 users in flight is the last mean that is within 5 %.
  @ParameterizedTest
  @CsvSource({
    "38.0, TARGET_BOUND",
    "42.0, TARGET_BOUND",
    "37.9, CLIENT_BOUND",
    "42.1, CLIENT_BOUND"
  })
  void littlesLawHoldsWithinFivePercent(double inFlight, Verdict expected) {
    assertThat(VerdictRule.of(closed(usage(0.1, 0.1, inFlight), 9.0)).verdict())
        .isEqualTo(expected);
  }

  @Test
  void littlesLawSaysNothingOfAnOpenLoop() {
    assertThat(VerdictRule.of(open(plan(1_000, 1_000, 1_000, 0))).verdict())
        .isEqualTo(TARGET_BOUND);
  }

  /// Half of the plan was sent because every connection was taken: that is the target's doing.
  @Test
  void planThatTheTargetDidNotLetBeKeptIsTheTargetsLimit() {
    assertThat(VerdictRule.of(open(plan(1_000, 500, 1_000, 3))).verdict()).isEqualTo(TARGET_BOUND);
  }

  /// Half of the plan was sent because the generator itself came half a second late.
  @Test
  void planThatTheGeneratorCameTooLateForIsTheClientsLimit() {
    VerdictRule rule = VerdictRule.of(open(plan(1_000, 500, 1_000, 480)));

    assertThat(rule.verdict()).isEqualTo(CLIENT_BOUND);
    assertThat(rule.findings()).singleElement().asString().contains("480 ms late");
  }

  /// A stop of the generator that the plan recovered from is a pause, and told as one.
  @Test
  void planThatWasCaughtUpWithWasKept() {
    assertThat(VerdictRule.of(open(plan(1_000, 1_000, 10_000, 500))).verdict())
        .isEqualTo(TARGET_BOUND);
  }

  @Test
  void mixedIsNoMoreThanAWarning() {
    assertThat(VerdictRule.of(closed(usage(0.1, 0.7, USERS), 2.0)).verdict()).isEqualTo(MIXED);
  }

  private static Evidence closed(ClientUsage usage, @Nullable Double headroom) {
    return new Evidence(usage, headroom, USERS, null);
  }

  private static Evidence open(PlanOutcome plan) {
    return new Evidence(usage(0.1, 0.1, 3), 2.0, 0, plan);
  }

  private static PlanOutcome plan(long planned, long sent, long spanMs, long lagMs) {
    long spanNs = spanMs * 1_000_000;
    return new PlanOutcome(
        planned, sent, spanNs, spanNs, planned - sent, planned - sent, lagMs * 1_000_000);
  }

  private static ClientUsage usage(double processShare, double threadShare, double inFlight) {
    return new ClientUsage(
        1, processShare, threadShare, 2, 2, "0-1", null, 0, 1, 0, 0, 0, 0, 0, inFlight);
  }
}
