package dev.spikebench.results.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.results.Golden;
import dev.spikebench.results.StudyScenarios;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.stats.Interval;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.RankTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeedClaimsTest {

  private static final SeedClaim LOWER =
      new SeedClaim(StudyMetric.IDLE_MEMORY, "Rust needs half the memory", 1, 2);

  private static final Map<StudyMetric, SummaryKey> KEYS =
      Map.of(
          StudyMetric.IDLE_MEMORY, SummaryKey.IDLE_RSS_BYTES,
          StudyMetric.PEAK_MEMORY, SummaryKey.PEAK_RSS_BYTES,
          StudyMetric.THROUGHPUT, SummaryKey.EVENTS_PER_SECOND,
          StudyMetric.LATENCY_P50, SummaryKey.LATENCY_P50_MS,
          StudyMetric.LATENCY_P95, SummaryKey.LATENCY_P95_MS,
          StudyMetric.LATENCY_P99, SummaryKey.LATENCY_P99_MS,
          StudyMetric.STARTUP, SummaryKey.STARTUP_MS,
          StudyMetric.SIZE, SummaryKey.RUNTIME_SIZE_BYTES);

  @Test
  void theClaimsAreThoseOfThePublishedFile() {
    BenchmarkResults published =
        ResultFiles.read(Golden.root().resolve("results/published/seed-2026-02-25.json"));
    assertThat(SeedClaims.ALL).hasSize(KEYS.size());
    for (SeedClaim claim : SeedClaims.ALL) {
      SummaryKey key = Objects.requireNonNull(KEYS.get(claim.metric()));
      double ratio =
          value(published, SeedClaims.RUST, key) / value(published, SeedClaims.TYPESCRIPT, key);
      assertThat(claim.ratio()).as(claim.words()).isCloseTo(ratio, within(ratio * 1e-6));
    }
    assertThat(MutexAnswer.PUBLISHED_GAP)
        .isCloseTo(
            value(published, SeedClaims.TYPESCRIPT, SummaryKey.EVENTS_PER_SECOND)
                / value(published, SeedClaims.RUST, SummaryKey.EVENTS_PER_SECOND),
            within(1e-12));
  }

  private static double value(BenchmarkResults results, String id, SummaryKey key) {
    BackendSummary backend =
        results.backends().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
    return Objects.requireNonNull(backend.metric(key).value());
  }

  @Test
  void aClaimIsConfirmedWhereTheAverageAgreesAndNothingContradicts() {
    assertThat(verdict(ratio(0.4, 0.6), ratio(0.4, 0.6), ratio(0.9, 1.1)))
        .isEqualTo(ClaimVerdict.CONFIRMED);
  }

  @Test
  void oneLevelThatContradictsKeepsAClaimOpen() {
    assertThat(verdict(ratio(0.4, 0.6), ratio(0.4, 0.6), ratio(1.1, 1.2)))
        .isEqualTo(ClaimVerdict.CANNOT_TELL);
  }

  @Test
  void aClaimIsRefutedWhereTheAverageContradictsAndNothingAgrees() {
    assertThat(verdict(ratio(1.4, 1.6), ratio(1.4, 1.6), ratio(0.9, 1.1)))
        .isEqualTo(ClaimVerdict.REFUTED);
  }

  @Test
  void anAverageThatEnclosesOneDecidesNothing() {
    assertThat(verdict(ratio(0.9, 1.1), ratio(0.4, 0.6), ratio(0.4, 0.6)))
        .isEqualTo(ClaimVerdict.CANNOT_TELL);
  }

  @Test
  void withoutIntervalsNothingIsDecided() {
    LogRatio few = new LogRatio(-3, new Interval.TooFewSamples(2, 6), test(), 2);
    assertThat(verdict(few, few)).isEqualTo(ClaimVerdict.CANNOT_TELL);
    assertThat(verdict(null, ratio(0.4, 0.6))).isEqualTo(ClaimVerdict.CANNOT_TELL);
  }

  @Test
  void whatWasPutIntoAStudyComesOut() {
    List<ClaimAnswer> answers = answers(StudyScenarios.two());
    assertThat(of(answers, StudyMetric.IDLE_MEMORY).verdict()).isEqualTo(ClaimVerdict.CONFIRMED);
    assertThat(of(answers, StudyMetric.SIZE).verdict()).isEqualTo(ClaimVerdict.CONFIRMED);
    assertThat(of(answers, StudyMetric.THROUGHPUT).verdict()).isEqualTo(ClaimVerdict.REFUTED);
    assertThat(of(answers, StudyMetric.LATENCY_P50).verdict()).isEqualTo(ClaimVerdict.REFUTED);
    assertThat(of(answers, StudyMetric.LATENCY_P99).verdict()).isEqualTo(ClaimVerdict.CONFIRMED);
    assertThat(of(answers, StudyMetric.STARTUP).verdict()).isEqualTo(ClaimVerdict.CANNOT_TELL);
    assertThat(of(answers, StudyMetric.THROUGHPUT).compared()).isEqualTo(4);
  }

  @Test
  void aMissingBackendLeavesEveryClaimOpenAndSaysWhy() {
    assertThat(answers(StudyScenarios.two().without("rust-axum")))
        .allMatch(it -> it.verdict() == ClaimVerdict.CANNOT_TELL)
        .allMatch(it -> "rust-axum could not be measured".equals(it.reason()));
  }

  @Test
  void aBackendThatIsNotTunedDecidesNothing() {
    // It keeps 60,000; 0.75 of 90,000 is more.
    assertThat(answers(StudyScenarios.two().rawRate("rust-axum", 90_000)))
        .allMatch(it -> "rust-axum is marked not tuned".equals(it.reason()));
    assertThat(answers(StudyScenarios.two().rawRate("rust-axum", 70_000)))
        .allMatch(it -> it.reason() == null);
  }

  @Test
  void theMutexIsRefutedOnlyWhereTheSettingsMoveRustByMoreThanTheGap() {
    StudyScenarios halved = StudyScenarios.two();
    assertThat(mutex(halved).verdict()).isEqualTo(ClaimVerdict.REFUTED);
    StudyScenarios little = StudyScenarios.two().rate("FULL", 0.9);
    assertThat(mutex(little).verdict()).isEqualTo(ClaimVerdict.CANNOT_TELL);
    assertThat(mutex(little).settings()).isNotNull();
    StudyScenarios noisy = StudyScenarios.two().noise(1.0).rounds(6);
    assertThat(mutex(noisy).verdict()).isEqualTo(ClaimVerdict.CANNOT_TELL);
    assertThat(mutex(StudyScenarios.two().without("node-express")).settings()).isNull();
  }

  private static MutexAnswer mutex(StudyScenarios scenario) {
    return MutexAnswer.of(new StudyData(scenario.build()));
  }

  private static List<ClaimAnswer> answers(StudyScenarios scenario) {
    return SeedClaims.answers(new StudyData(scenario.build()));
  }

  private static ClaimAnswer of(List<ClaimAnswer> answers, StudyMetric metric) {
    return answers.stream().filter(it -> it.claim().metric() == metric).findFirst().orElseThrow();
  }

  private static ClaimVerdict verdict(@Nullable LogRatio averaged, LogRatio... atFixedLevels) {
    return SeedClaims.judge(LOWER, List.of(atFixedLevels), averaged).verdict();
  }

  private static LogRatio ratio(double low, double high) {
    return new LogRatio(
        (Math.log(low) + Math.log(high)) / 2,
        new Interval.Bounded(
            Math.log(low), Math.log(high), 0.95, Interval.Method.SIGNED_RANK_EXACT),
        test(),
        7);
  }

  private static RankTest test() {
    return new RankTest(0, 0.5, RankTest.Method.EXACT);
  }
}
