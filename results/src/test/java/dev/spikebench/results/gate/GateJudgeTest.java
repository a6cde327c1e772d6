package dev.spikebench.results.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.results.gate.GateJudgement.Look;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateComparison;
import dev.spikebench.results.model.GateConclusion;
import dev.spikebench.results.model.GateFault;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateVerdict;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.stats.verdict.LookPlan.Outcome;
import org.junit.jupiter.api.Test;

class GateJudgeTest {

  @Test
  void theSameArtifactPassesAndTheSentenceSaysWhatWouldHaveShown() {
    GateConclusion end = GateConclusions.of(GateFixtures.same().build());
    assertThat(end.verdict()).isEqualTo(GateVerdict.PASS);
    assertThat(end.epochs()).isEqualTo(9);
    assertThat(end.headline())
        .startsWith("No regression: CPU per event ")
        .contains("9 paired launches", "Would have shown four times in five", "in p50 latency");
    assertThat(end.next()).isEqualTo("Nothing.");
  }

  @Test
  void aSlowdownFailsWithWhatWasSeenBesideTheControl() {
    GateConclusion end =
        GateConclusions.of(GateFixtures.same().slower(GateArm.CANDIDATE, 0.2).build());
    assertThat(end.verdict()).isEqualTo(GateVerdict.REGRESSED);
    assertThat(end.headline()).startsWith("Worse: CPU per event +").contains("the control");
    assertThat(end.next()).contains("./spikebench gate --baseline git:main", "--seed 7");
    GateComparison cpu = end.comparisons().getFirst();
    assertThat(cpu.worseRatio()).isCloseTo(1.2, within(0.05));
    assertThat(cpu.verdict()).isEqualTo("fail");
  }

  @Test
  void aThroughputThatFallsIsWorseAndIsToldAsAFall() {
    GateConclusion end =
        GateConclusions.of(
            GateFixtures.same()
                .rules(GateFixtures.rule(GateMetric.THROUGHPUT, true, 0.05))
                .looks(8)
                .epochs(8)
                .slices(1, 4)
                .build());
    assertThat(end.verdict()).isEqualTo(GateVerdict.PASS);
    assertThat(GateText.change(GateMetric.THROUGHPUT, 1.25)).isEqualTo("-20.0%");
    assertThat(GateText.change(GateMetric.CPU, 1.25)).isEqualTo("+25.0%");
  }

  @Test
  void noiseIsInconclusiveAndSaysHowManyLaunchesWouldDecide() {
    GateConclusion end =
        GateConclusions.of(GateFixtures.same().launchNoise(0.3).epochs(21).build());
    assertThat(end.verdict()).isEqualTo(GateVerdict.INCONCLUSIVE);
    assertThat(end.headline())
        .startsWith("Cannot tell: ")
        .contains("or more would have shown", "Threads had to wait for a processor in 31%");
    assertThat(end.next()).startsWith("To decide: about ").contains("paired launches");
  }

  @Test
  void aSessionEndsAtTheFirstLookThatDecidesHoweverManyEpochsFollow() {
    GateJudgement judgement = GateJudge.judge(GateFixtures.same().epochs(21).build());
    assertThat(judgement.looks()).containsExactly(new Look(9, true, Outcome.PASS));
    assertThat(judgement.epochs()).isEqualTo(9);
  }

  @Test
  void whereTheTimeWasUpWhatIsThereIsLookedAtInThePlaceOfTheNextLook() {
    GateFixtures noisy = GateFixtures.same().launchNoise(0.3).epochs(12);
    assertThat(GateJudge.judge(noisy.build()).looks())
        .containsExactly(
            new Look(9, true, Outcome.INCONCLUSIVE), new Look(12, false, Outcome.INCONCLUSIVE));
    GateFixtures clear = GateFixtures.same().looks(10, 20).epochs(9);
    assertThat(GateJudge.judge(clear.build()).looks())
        .containsExactly(new Look(9, false, Outcome.PASS));
  }

  @Test
  void aSessionThatSomebodyEndedIsNotJudgedBetweenItsLooks() {
    GateResults results =
        GateFixtures.same()
            .slower(GateArm.CANDIDATE, 0.5)
            .looks(12)
            .epochs(10)
            .status(RunStatus.PARTIAL)
            .build();
    assertThat(GateJudge.judge(results).verdict()).isEqualTo(GateVerdict.INCONCLUSIVE);
    assertThat(GateConclusions.of(results).headline()).contains("interrupted");
  }

  @Test
  void fewerEpochsThanCanDecideAreInconclusiveHoweverManyRequestsTheyHold() {
    GateResults results =
        GateFixtures.same().slower(GateArm.CANDIDATE, 0.3).requests(5_000).epochs(3).build();
    GateJudgement judgement = GateJudge.judge(results);
    assertThat(judgement.verdict()).isEqualTo(GateVerdict.INCONCLUSIVE);
    assertThat(GateConclusions.of(results).headline())
        .contains("3 paired launches with a figure, 9 are needed");
  }

  @Test
  void aControlThatMovedPutsTheSessionInDoubt() {
    GateResults results =
        GateFixtures.same().slower(GateArm.CANDIDATE, 0.2).slower(GateArm.CONTROL, 0.15).build();
    assertThat(GateJudge.judge(results).verdict()).isEqualTo(GateVerdict.INCONCLUSIVE);
    assertThat(GateConclusions.of(results).headline()).contains("the control");
  }

  @Test
  void aFixedOrderWithAPenaltyForTheFirstIsNoRegression() {
    GateJudgement fixed =
        GateJudge.judge(GateFixtures.same().firstSlot(0.1, true).epochs(21).build());
    assertThat(fixed.verdict()).isEqualTo(GateVerdict.INCONCLUSIVE);
  }

  @Test
  void aStalledEpochDoesNotFailACandidateAndStaysIn() {
    GateJudgement judgement =
        GateJudge.judge(GateFixtures.same().stalled(4).launchNoise(0.01).build());
    assertThat(judgement.verdict()).isNotEqualTo(GateVerdict.REGRESSED);
    assertThat(judgement.comparisons().getFirst().judgement().stalledEpochs()).containsExactly(4);
    assertThat(judgement.comparisons().getFirst().judgement().effect().orElseThrow().n())
        .isEqualTo(9);
  }

  @Test
  void tooManyDroppedSubRoundsAreInconclusive() {
    GateResults results = GateFixtures.same().dropped(9).build();
    assertThat(GateJudge.judge(results).verdict()).isEqualTo(GateVerdict.INCONCLUSIVE);
    assertThat(GateConclusions.of(results).headline()).contains("of 27 sub-rounds");
    assertThat(GateJudge.judge(GateFixtures.same().dropped(4).build()).verdict())
        .isEqualTo(GateVerdict.PASS);
  }

  @Test
  void anArmWithoutFiguresIsInconclusiveAndNoException() {
    GateResults candidate = GateFixtures.same().withoutCpu(GateArm.CANDIDATE).build();
    assertThat(GateJudge.judge(candidate).verdict()).isEqualTo(GateVerdict.INCONCLUSIVE);
    assertThat(GateConclusions.of(candidate).headline())
        .contains("CPU per event without a figure", "9 of 9 epochs have no figure");
    GateResults control = GateFixtures.same().withoutCpu(GateArm.CONTROL).build();
    assertThat(GateConclusions.of(control).headline()).contains("there is no control");
    GateResults nothing = GateFixtures.same().epochs(0).status(RunStatus.PARTIAL).build();
    assertThat(GateConclusions.of(nothing).headline())
        .isEqualTo("Cannot tell: no epoch was completed.");
  }

  @Test
  void theTailNeedsAThousandRequestsAnEpoch() {
    GateResults few = GateFixtures.same().requests(300).build();
    assertThat(comparison(few, GateMetric.P99).worseRatio()).isNull();
    GateResults enough = GateFixtures.same().requests(334).build();
    assertThat(comparison(enough, GateMetric.P99).worseRatio()).isCloseTo(1, within(0.05));
  }

  @Test
  void aFaultEndsTheSessionAndNothingIsJudged() {
    GateConclusion end =
        GateConclusions.of(
            GateFixtures.same()
                .fault(
                    GateFault.Kind.LOST_EVENTS,
                    GateArm.CANDIDATE,
                    "its database holds 199,997 events of 200,000 that it acknowledged")
                .build());
    assertThat(end.verdict()).isEqualTo(GateVerdict.RUN_FAILED);
    assertThat(end.headline())
        .isEqualTo(
            "candidate: its database holds 199,997 events of 200,000 that it acknowledged; the"
                + " figures are not used.");
  }

  @Test
  void whatDoesNotPromiseTheSameIsNotComparable() {
    GateConclusion end =
        GateConclusions.of(
            GateFixtures.same().incomparable("One syncs and the other does not.").build());
    assertThat(end.verdict()).isEqualTo(GateVerdict.NOT_COMPARABLE);
    assertThat(end.headline()).isEqualTo("One syncs and the other does not.");
  }

  @Test
  void aPlanThatCouldNeverFailIsRefusedWithTheNumberNeeded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GateJudge.judge(GateFixtures.same().looks(8).build()))
        .withMessageContaining("could never fail")
        .withMessageContaining("at least 9 epochs");
  }

  private static GateComparison comparison(GateResults results, GateMetric metric) {
    return GateConclusions.of(results).comparisons().stream()
        .filter(it -> it.metric() == metric)
        .findFirst()
        .orElseThrow();
  }
}
