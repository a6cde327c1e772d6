package dev.spikebench.results.stats.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spikebench.results.stats.Estimate;
import dev.spikebench.results.stats.OrderStatistics;
import dev.spikebench.results.stats.precision.FixedWidth.Decision;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FixedWidthTest {

  private static final FixedWidth FIVE_PERCENT =
      new FixedWidth(0.05, FixedWidth.USUAL_MINIMUM_ROUNDS, 100, 0.95);

  @Test
  void theSmallestNumberOfRoundsIsRunHoweverNarrowTheIntervals() {
    assertThat(FIVE_PERCENT.decide(Map.of("java", filled(9, 100))))
        .isEqualTo(new Decision.GoOn(9, "java", 0, 10));
    assertThat(FIVE_PERCENT.decide(Map.of("java", filled(10, 100))))
        .isEqualTo(new Decision.NarrowEnough(10));
  }

  @Test
  void nothingMeasuredYetMeansToBegin() {
    assertThat(FIVE_PERCENT.decide(Map.of("java", new double[0])))
        .isEqualTo(new Decision.GoOn(0, "java", Double.POSITIVE_INFINITY, 10));
  }

  /// Ten values of 90, 90, …, 110, 110: ranks 2 and 9 are 90 and 110, ±10 % of 100. To halve a
  /// width takes four times the rounds.
  @Test
  void theWidestIntervalDecidesAndSaysHowManyRoundsItTakes() {
    double[] wide = {90, 90, 90, 90, 90, 110, 110, 110, 110, 110};
    assertThat(FIVE_PERCENT.decide(Map.of("node", filled(10, 100), "java", wide)))
        .isEqualTo(new Decision.GoOn(10, "java", 0.1, 40));
  }

  @Test
  void theRunEndsAtTheGreatestNumberOfRounds() {
    double[] wide = {90, 90, 90, 90, 90, 110, 110, 110, 110, 110};
    assertThat(new FixedWidth(0.05, 10, 10, 0.95).decide(Map.of("java", wide)))
        .isEqualTo(new Decision.StillTooWide(10, "java", 0.1));
  }

  @Test
  void aWidthMetInOneRoundAloneDoesNotEndTheRun() {
    // Of ten values ranks 2 and 9 count, of eleven as well: the last value pulls the width in.
    double[] ten = {90, 90, 100, 100, 100, 100, 100, 100, 110, 110};
    double[] twelve = {90, 90, 100, 100, 100, 100, 100, 100, 110, 110, 100, 100};
    assertThat(FIVE_PERCENT.decide(Map.of("java", ten))).isInstanceOf(Decision.GoOn.class);
    assertThat(FIVE_PERCENT.decide(Map.of("java", Arrays.copyOf(twelve, 11))))
        .isInstanceOf(Decision.GoOn.class);
    // Of twelve ranks 3 and 10 count: 100 and 100.
    assertThat(FIVE_PERCENT.decide(Map.of("java", twelve)))
        .isEqualTo(new Decision.GoOn(12, "java", 0, 13));
    double[] thirteen = Arrays.copyOf(twelve, 13);
    thirteen[12] = 100;
    assertThat(FIVE_PERCENT.decide(Map.of("java", thirteen)))
        .isEqualTo(new Decision.NarrowEnough(13));
  }

  @Test
  void intervalsOfRunsThatEndedByTheRuleStillCoverAsOftenAsTheyClaim() {
    for (double noise : new double[] {0.02, 0.05, 0.08, 0.1}) {
      Random random = new Random(11);
      int covered = 0;
      int sessions = 1_000;
      for (int session = 0; session < sessions; session++) {
        double[] samples =
            random.doubles(100).map(it -> Math.exp(noise * random.nextGaussian())).toArray();
        int rounds = 10;
        while (FIVE_PERCENT.decide(Map.of("java", Arrays.copyOf(samples, rounds)))
            instanceof Decision.GoOn) {
          rounds++;
        }
        Estimate median = OrderStatistics.median(Arrays.copyOf(samples, rounds), 0.95);
        Double low = median.low();
        Double high = median.high();
        covered += low != null && high != null && low <= 1 && 1 <= high ? 1 : 0;
      }
      assertThat((double) covered / sessions).as("noise %s", noise).isBetween(0.94, 0.995);
    }
  }

  @Test
  void argumentsOutOfRangeAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FixedWidth(0, 10, 20, 0.95))
        .withMessageContaining("relativeHalfWidth");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FixedWidth(0.05, 10, 9, 0.95))
        .withMessageContaining("rounds");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FixedWidth(0.05, 10, 20, 0.5))
        .withMessageContaining("confidence");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FIVE_PERCENT.decide(Map.of()))
        .withMessageContaining("series");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FIVE_PERCENT.decide(Map.of("a", new double[1], "b", new double[2])))
        .withMessageContaining("one length");
  }

  private static double[] filled(int n, double value) {
    double[] values = new double[n];
    Arrays.fill(values, value);
    return values;
  }
}
