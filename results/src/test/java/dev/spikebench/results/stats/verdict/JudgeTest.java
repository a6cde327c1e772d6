package dev.spikebench.results.stats.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.results.model.Direction;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.Interval;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.RankTest;
import dev.spikebench.results.stats.paired.EpochRatios;
import dev.spikebench.results.stats.paired.EpochRatios.Pair;
import dev.spikebench.results.stats.paired.OrderEffect;
import dev.spikebench.results.stats.paired.SignedRank;
import dev.spikebench.results.stats.paired.SubRound;
import dev.spikebench.results.stats.verdict.MetricRule.Strictness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final Confidence LOOK = Confidence.of(0.9915);
  private static final MetricRule LATENCY = MetricRule.usual("p50Ns", Direction.LOWER_IS_BETTER);
  private static final MetricRule THROUGHPUT =
      MetricRule.usual("eventsPerSecond", Direction.HIGHER_IS_BETTER);

  /// Eight epochs with a little noise around the candidate's value.
  private static final double[] NOISE = {0.99, 1.01, 0.995, 1.005, 1, 0.992, 1.008, 1.002};

  @Test
  void aClearSlowdownFailsAndAClearGainPassesWhicheverWayTheMetricGetsBetter() {
    assertThat(verdict(LATENCY, 110, 100)).isInstanceOf(Verdict.Fail.class);
    assertThat(note(LATENCY, 90, 100)).isEqualTo(Verdict.Note.IMPROVED);
    assertThat(verdict(THROUGHPUT, 90, 100)).isInstanceOf(Verdict.Fail.class);
    assertThat(note(THROUGHPUT, 110, 100)).isEqualTo(Verdict.Note.IMPROVED);
  }

  @Test
  void aFailureNamesTheChangeInTheMetricsUnit() {
    assertThat(verdict(LATENCY, 110, 100))
        .isInstanceOfSatisfying(
            Verdict.Fail.class,
            it -> {
              assertThat(it.effect().ratio()).isCloseTo(1.1, within(0.005));
              assertThat(it.absoluteChange()).isCloseTo(10, within(0.5));
            });
    assertThat(verdict(THROUGHPUT, 80, 100))
        .isInstanceOfSatisfying(
            Verdict.Fail.class, it -> assertThat(it.absoluteChange()).isCloseTo(20, within(0.5)));
  }

  @Test
  void whatStaysWithinTheTolerancePassesAndASlowdownWithinItIsNamed() {
    assertThat(note(LATENCY, 100, 100)).isEqualTo(Verdict.Note.WITHIN_TOLERANCE);
    assertThat(note(LATENCY, 103, 100)).isEqualTo(Verdict.Note.TOLERATED_SLOWDOWN);
  }

  @Test
  void anIntervalThatHoldsBothIsInconclusiveAndSaysWhatItWouldTake() {
    double[] noisy = {80, 140, 90, 130, 85, 125, 95, 120};
    assertThat(Judge.judge(LATENCY, evidence(ratios(LATENCY, noisy, 100)), LOOK).verdict())
        .isInstanceOfSatisfying(
            Verdict.Inconclusive.class,
            it ->
                assertThat(it.reasons())
                    .singleElement()
                    .isInstanceOfSatisfying(
                        Reason.IntervalTooWide.class,
                        reason -> {
                          assertThat(reason.detectableRatio().orElseThrow()).isGreaterThan(1.2);
                          assertThat(reason.epochsNeeded().orElseThrow()).isGreaterThan(20);
                        }));
  }

  @Test
  void strictlyOnlyAnIntervalBeyondTheToleranceFails() {
    MetricRule strict =
        new MetricRule("p50Ns", Direction.LOWER_IS_BETTER, 0.05, 0, Strictness.BEYOND_TOLERANCE);
    assertThat(verdict(strict, 110, 100)).isInstanceOf(Verdict.Fail.class);
    // An interval of about 5 % to 7 %.
    assertThat(verdict(LATENCY, 105.8, 100)).isInstanceOf(Verdict.Fail.class);
    assertThat(verdict(strict, 105.8, 100)).isInstanceOf(Verdict.Inconclusive.class);
  }

  @Test
  void aDoublingBelowTheFloorPassesWithANote() {
    MetricRule floor = LATENCY.withAbsoluteFloor(1_000_000);
    assertThat(note(floor, 400_000, 200_000)).isEqualTo(Verdict.Note.BELOW_ABSOLUTE_FLOOR);
    assertThat(verdict(floor, 4_000_000, 2_000_000)).isInstanceOf(Verdict.Fail.class);
  }

  @Test
  void aChangeAroundTheFloorIsInconclusive() {
    MetricRule floor = LATENCY.withAbsoluteFloor(20.1);
    assertThat(verdict(floor, 120, 100))
        .isInstanceOfSatisfying(
            Verdict.Inconclusive.class,
            it ->
                assertThat(it.reasons())
                    .singleElement()
                    .isInstanceOf(Reason.AroundAbsoluteFloor.class));
  }

  @Test
  void threeEpochsDecideNothingHoweverManyRequestsTheyHold() {
    List<SubRound> subRounds = new ArrayList<>();
    for (int epoch = 1; epoch <= 3; epoch++) {
      for (int slice = 0; slice < 3_000; slice++) {
        double noise = NOISE[slice % NOISE.length];
        subRounds.add(
            new SubRound(
                epoch,
                List.of(
                    SubRound.Slice.of("candidate", 130 * noise),
                    SubRound.Slice.of("baseline", 100 * noise))));
      }
    }
    EpochRatios ratios =
        EpochRatios.ofSlices(subRounds, "candidate", "baseline", Direction.LOWER_IS_BETTER);
    Judgement judgement = Judge.judge(LATENCY, evidence(ratios), LOOK);
    assertThat(judgement.verdict())
        .isEqualTo(new Verdict.Inconclusive(List.of(new Reason.TooFewEpochs(3, 8))));
    assertThat(judgement.effect().orElseThrow().n()).isEqualTo(3);
  }

  @Test
  void oneStalledEpochDoesNotFailACandidateAndIsNamed() {
    double[] values = {100, 101, 99, 100.5, 1_000, 99.5, 100.2, 99.8, 100.1, 99.9};
    Judgement judgement = Judge.judge(LATENCY, evidence(ratios(LATENCY, values, 100)), LOOK);
    assertThat(judgement.verdict()).isNotInstanceOf(Verdict.Fail.class);
    assertThat(judgement.stalledEpochs()).containsExactly(5);
    assertThat(judgement.effect().orElseThrow().n()).isEqualTo(10);
  }

  @Test
  void aControlThatMovedEitherWayPutsEveryVerdictInDoubt() {
    for (double control : new double[] {108, 92}) {
      Evidence evidence =
          new Evidence(
              noisy(LATENCY, 110, 100), noisy(LATENCY, control, 100), noOrderEffect(), 80, 0);
      assertThat(reasons(evidence))
          .singleElement()
          .isInstanceOfSatisfying(
              Reason.ControlMoved.class,
              it -> assertThat(it.control().ratio()).isCloseTo(control / 100, within(0.01)));
    }
    Evidence missing =
        new Evidence(
            noisy(LATENCY, 110, 100),
            new EpochRatios(List.of(), List.of()),
            noOrderEffect(),
            80,
            0);
    assertThat(reasons(missing)).containsExactly(new Reason.ControlMissing());
  }

  @Test
  void anEffectOfTheOrderPutsEveryVerdictInDoubt() {
    LogRatio penalty =
        new LogRatio(
            Math.log(1.05),
            new Interval.Bounded(0.04, 0.06, 0.9915, Interval.Method.SIGNED_RANK_EXACT),
            new RankTest(36, 0.01, RankTest.Method.EXACT),
            8);
    EpochRatios same = noisy(LATENCY, 100, 100);
    assertThat(reasons(new Evidence(same, same, new OrderEffect.Measured(penalty, false), 80, 0)))
        .containsExactly(new Reason.OrderMatters(penalty, false));
    LogRatio none = SignedRank.of(new double[8], LOOK);
    assertThat(reasons(new Evidence(same, same, new OrderEffect.Measured(none, true), 80, 0)))
        .containsExactly(new Reason.OrderMatters(none, true));
    assertThat(reasons(new Evidence(same, same, new OrderEffect.Unknown(), 80, 0)))
        .containsExactly(new Reason.OrderUnknown());
  }

  @Test
  void moreThanAFifthOfTheSubRoundsDroppedIsInconclusive() {
    EpochRatios same = noisy(LATENCY, 100, 100);
    assertThat(
            Judge.judge(LATENCY, new Evidence(same, same, noOrderEffect(), 80, 16), LOOK).verdict())
        .isInstanceOf(Verdict.Pass.class);
    assertThat(reasons(new Evidence(same, same, noOrderEffect(), 80, 17)))
        .containsExactly(new Reason.SlicesDropped(17, 80));
  }

  @Test
  void tiesAloneAreEquivalent() {
    double[] same = new double[8];
    Arrays.fill(same, 100);
    Judgement judgement = Judge.judge(LATENCY, evidence(ratios(LATENCY, same, 100)), LOOK);
    assertThat(judgement.verdict())
        .isInstanceOfSatisfying(
            Verdict.Pass.class,
            it -> assertThat(it.note()).isEqualTo(Verdict.Note.WITHIN_TOLERANCE));
    assertThat(judgement.precision().orElseThrow().detectableRatio()).isEqualTo(1);
  }

  @Test
  void zerosAndMissingValuesHaveNoRatioAndAreCounted() {
    List<Pair> pairs = new ArrayList<>();
    for (int epoch = 1; epoch <= 8; epoch++) {
      pairs.add(new Pair(epoch, 100 * NOISE[epoch - 1], 100.0));
    }
    pairs.add(new Pair(9, 0.0, 100.0));
    pairs.add(new Pair(10, null, 100.0));
    pairs.add(new Pair(11, 100.0, 0.0));
    EpochRatios ratios = EpochRatios.ofValues(pairs, Direction.LOWER_IS_BETTER);
    assertThat(ratios.withoutRatio()).containsExactly(9, 10, 11);
    assertThat(reasons(evidence(ratios))).containsExactly(new Reason.EpochsWithoutRatio(3, 11));
    EpochRatios none =
        EpochRatios.ofValues(List.of(new Pair(1, 0.0, 0.0)), Direction.LOWER_IS_BETTER);
    assertThat(reasons(evidence(none)))
        .containsExactly(new Reason.TooFewEpochs(0, 8), new Reason.EpochsWithoutRatio(1, 1));
  }

  @Test
  void oneEpochIsInconclusiveWithoutAFigureThatIsNoNumber() {
    EpochRatios one =
        EpochRatios.ofValues(List.of(new Pair(1, 130.0, 100.0)), Direction.LOWER_IS_BETTER);
    Judgement judgement = Judge.judge(LATENCY, evidence(one), LOOK);
    assertThat(judgement.verdict())
        .isEqualTo(new Verdict.Inconclusive(List.of(new Reason.TooFewEpochs(1, 8))));
    assertThat(judgement.precision()).isEmpty();
    assertThat(judgement.effect().orElseThrow().ratio()).isCloseTo(1.3, within(1e-9));
  }

  @Test
  void anInformationalMetricHasNoRule() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MetricRule.usual("loadClientCpu", Direction.INFORMATIONAL))
        .withMessageContaining("loadClientCpu")
        .withMessageContaining("never judged");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MetricRule("a", Direction.LOWER_IS_BETTER, 0, 0, Strictness.SEEN))
        .withMessageContaining("tolerance");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LATENCY.withAbsoluteFloor(-1))
        .withMessageContaining("absoluteFloor");
  }

  private static Verdict verdict(MetricRule rule, double candidate, double baseline) {
    return Judge.judge(rule, evidence(noisy(rule, candidate, baseline)), LOOK).verdict();
  }

  private static Verdict.Note note(MetricRule rule, double candidate, double baseline) {
    Verdict verdict = verdict(rule, candidate, baseline);
    assertThat(verdict).isInstanceOf(Verdict.Pass.class);
    return ((Verdict.Pass) verdict).note();
  }

  private static List<Reason> reasons(Evidence evidence) {
    Verdict verdict = Judge.judge(LATENCY, evidence, LOOK).verdict();
    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
    return ((Verdict.Inconclusive) verdict).reasons();
  }

  private static Evidence evidence(EpochRatios candidate) {
    return new Evidence(candidate, noisy(LATENCY, 100, 100), noOrderEffect(), 80, 0);
  }

  private static OrderEffect noOrderEffect() {
    List<SubRound> subRounds = new ArrayList<>();
    for (int epoch = 1; epoch <= 8; epoch++) {
      SubRound.Slice a = SubRound.Slice.of("a", 100);
      SubRound.Slice b = SubRound.Slice.of("b", 100 * NOISE[epoch - 1]);
      subRounds.add(new SubRound(epoch, List.of(a, b)));
      subRounds.add(new SubRound(epoch, List.of(b, a)));
    }
    return OrderEffect.of(subRounds, Direction.LOWER_IS_BETTER, LOOK);
  }

  private static EpochRatios noisy(MetricRule rule, double candidate, double baseline) {
    double[] values = new double[NOISE.length];
    Arrays.setAll(values, index -> candidate * NOISE[index]);
    return ratios(rule, values, baseline);
  }

  private static EpochRatios ratios(MetricRule rule, double[] candidate, double baseline) {
    List<Pair> pairs = new ArrayList<>();
    for (int index = 0; index < candidate.length; index++) {
      pairs.add(new Pair(index + 1, candidate[index], baseline));
    }
    return EpochRatios.ofValues(pairs, rule.direction());
  }
}
