package dev.spikebench.results.stats.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.Interval;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.RankTest;
import dev.spikebench.results.stats.verdict.LookPlan.Outcome;
import dev.spikebench.results.stats.verdict.LookPlan.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookPlanTest {

  private static final LogRatio EFFECT =
      new LogRatio(
          0,
          new Interval.Bounded(0, 0, 0.99, Interval.Method.SIGNED_RANK_EXACT),
          new RankTest(0, 1, RankTest.Method.EXACT),
          8);
  private static final Verdict FAIL = new Verdict.Fail(EFFECT, 1);
  private static final Verdict PASS = new Verdict.Pass(EFFECT, Verdict.Note.WITHIN_TOLERANCE);
  private static final Verdict OPEN =
      new Verdict.Inconclusive(List.of(new Reason.TooFewEpochs(1, 8)));

  @Test
  void theUsualPlanLooksLaterWithMoreComparisons() {
    assertThat(LookPlan.usual(1).looks()).containsExactly(8, 14, 20);
    assertThat(LookPlan.usual(12).looks()).containsExactly(12, 18, 24);
    assertThat(LookPlan.usual(12).mostEpochs()).isEqualTo(24);
  }

  @ParameterizedTest
  @CsvSource({"5, 1, 8", "8, 4, 10", "8, 2, 9", "11, 12, 12"})
  void aPlanThatCouldNeverFailIsRefusedWithTheNumberNeeded(int first, int comparisons, int needed) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new LookPlan(List.of(first, 20), Confidence.of(0.9915).among(comparisons)))
        .withMessageContaining("could never fail")
        .withMessageContaining("at least " + needed + " epochs");
  }

  @Test
  void looksThatMakeNoPlanAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LookPlan(List.of(), Confidence.of(0.95)))
        .withMessageContaining("looks");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LookPlan(List.of(14, 8), Confidence.of(0.95)))
        .withMessageContaining("[14, 8]");
  }

  @Test
  void betweenLooksNothingIsRead() {
    LookPlan plan = LookPlan.usual(1);
    assertThat(plan.step(0, List.of())).isEqualTo(new Step.GoOn(8));
    assertThat(plan.step(9, List.of(FAIL))).isEqualTo(new Step.GoOn(14));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan.step(21, List.of(PASS)))
        .withMessageContaining("at most 20");
  }

  @Test
  void aLookStopsOnAFailureOrWhenAllPassedAndTheLastStopsAnyhow() {
    LookPlan plan = LookPlan.usual(2);
    assertThat(plan.step(9, List.of(FAIL, OPEN))).isEqualTo(new Step.Stop(9, Outcome.FAIL));
    assertThat(plan.step(9, List.of(PASS, PASS))).isEqualTo(new Step.Stop(9, Outcome.PASS));
    assertThat(plan.step(9, List.of(PASS, OPEN))).isEqualTo(new Step.GoOn(15));
    assertThat(plan.step(21, List.of(PASS, OPEN)))
        .isEqualTo(new Step.Stop(21, Outcome.INCONCLUSIVE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan.step(9, List.of(PASS)))
        .withMessageContaining("2 comparisons");
  }
}
