package dev.spikebench.results.stats.paired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.GoldenStatistics;
import dev.spikebench.results.stats.Interval;
import dev.spikebench.results.stats.Interval.Bounded;
import dev.spikebench.results.stats.Interval.TooFewSamples;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.RankTest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedRankTest {

  private static final Confidence NINETY_FIVE = Confidence.of(0.95);

  @Test
  void agreesWithSciPyAndWithIntervalsWorkedOutApart() throws IOException {
    for (JsonNode expected :
        GoldenStatistics.elements(GoldenStatistics.document("signed-rank").get("cases"))) {
      double[] differences = GoldenStatistics.numbers(expected.get("differences"));
      Confidence confidence = Confidence.of(expected.get("confidence").asDouble());
      String name = "n = " + differences.length + ", " + differences[0];
      LogRatio ratio = SignedRank.of(differences, confidence);
      assertThat(ratio.estimate())
          .as(name)
          .isCloseTo(expected.get("estimate").asDouble(), GoldenStatistics.AGREED);
      GoldenStatistics.assertAgrees(ratio.interval(), expected.get("interval"), name);
      GoldenStatistics.assertAgrees(ratio.test(), expected, name);
    }
  }

  /// Walsh averages of 1, 2, 6: 1, 1.5, 2, 3.5, 4, 6.
  @Test
  void theEstimateIsTheMedianOfTheWalshAverages() {
    assertThat(SignedRank.of(new double[] {6, 1, 2}, NINETY_FIVE).estimate())
        .isCloseTo(2.75, within(1e-12));
  }

  /// With six differences only the most extreme of 64 signs is below 0.025: 1/64 = 0.0156.
  @Test
  void sixDifferencesGiveTheWholeRangeAtNinetyFivePercent() {
    Interval interval = SignedRank.of(new double[] {3, 1, 2, 6, 5, 4}, NINETY_FIVE).interval();
    assertThat(interval)
        .isEqualTo(new Bounded(1, 6, 1 - 2.0 / 64, Interval.Method.SIGNED_RANK_EXACT));
  }

  /// Sums of positive ranks of seven: 0, 1, 2 come once each, 3 twice; 3/128 = 0.0234 is still
  /// within 0.025, 5/128 is not. So the third smallest and third largest average are the ends.
  @Test
  void sevenDifferencesLeaveOutTheTwoOuterAveragesOnEitherSide() {
    Interval interval =
        SignedRank.of(new double[] {10, 20, 30, 40, 50, 60, 70}, NINETY_FIVE).interval();
    // The smallest averages are 10, 15, 20, 20; the greatest 70, 65, 60, 60.
    assertThat(interval)
        .isEqualTo(new Bounded(20, 60, 1 - 6.0 / 128, Interval.Method.SIGNED_RANK_EXACT));
  }

  @ParameterizedTest
  @CsvSource({
    "0.95, 1, 6",
    "0.99, 1, 8",
    "0.9915, 1, 8",
    "0.9915, 2, 9",
    "0.9915, 4, 10",
    "0.9915, 8, 11",
    "0.9915, 12, 12",
  })
  void smallestNumbersAreThoseOfTwoInTwoToTheN(double level, int comparisons, int needed) {
    Confidence confidence = Confidence.of(level).among(comparisons);
    assertThat(SignedRank.minimumSamples(confidence)).isEqualTo(needed);
    assertThat(SignedRank.of(increasing(needed - 1), confidence).interval())
        .isEqualTo(new TooFewSamples(needed - 1, needed));
    assertThat(SignedRank.of(increasing(needed), confidence).interval())
        .isInstanceOf(Bounded.class);
  }

  @Test
  void oneDifferenceHasAnEstimateAndSaysHowManyAreMissing() {
    LogRatio ratio = SignedRank.of(new double[] {0.3}, NINETY_FIVE);
    assertThat(ratio.estimate()).isEqualTo(0.3);
    assertThat(ratio.interval()).isEqualTo(new TooFewSamples(1, 6));
    assertThat(ratio.test()).isEqualTo(new RankTest(1, 1, RankTest.Method.EXACT));
    assertThat(ratio.differs()).isFalse();
    assertThat(ratio.low()).isEmpty();
  }

  @Test
  void zerosAloneSayNothingAndHaveAnIntervalOfNoWidth() {
    LogRatio ratio = SignedRank.of(new double[8], NINETY_FIVE);
    assertThat(ratio.estimate()).isZero();
    assertThat(ratio.test().pValue()).isEqualTo(1);
    assertThat(ratio.interval())
        .isInstanceOfSatisfying(
            Bounded.class, it -> assertThat(it.low()).isEqualTo(it.high()).isZero());
  }

  @Test
  void theOtherWayRoundIsTheInverse() {
    double[] differences = {0.1, -0.02, 0.3, 0.25, 0.07, 0.11, 0.02};
    double[] negated = {-0.1, 0.02, -0.3, -0.25, -0.07, -0.11, -0.02};
    LogRatio there = SignedRank.of(differences, NINETY_FIVE);
    LogRatio back = SignedRank.of(negated, NINETY_FIVE).inverse();
    assertThat(back.estimate()).isCloseTo(there.estimate(), within(1e-15));
    assertThat(back.interval()).isEqualTo(there.interval());
    assertThat(back.test().pValue()).isEqualTo(there.test().pValue());
    assertThat(there.ratio() * there.inverse().ratio()).isCloseTo(1, within(1e-12));
  }

  @Test
  void theTestAndTheIntervalAgreeWhereNothingIsTied() {
    Random random = new Random(3);
    for (int session = 0; session < 2_000; session++) {
      int n = 6 + random.nextInt(15);
      double[] differences =
          random.doubles(n).map(it -> it - 0.5 + 0.3 * ((double) n / 20)).toArray();
      LogRatio ratio = SignedRank.of(differences, NINETY_FIVE);
      assertThat(ratio.differs()).isEqualTo(ratio.test().pValue() <= 0.05);
    }
  }

  @Test
  void theNormalApproximationMeetsTheExactDistributionWhereItTakesOver() {
    Random random = new Random(4);
    double[] most = random.doubles(SignedRank.EXACT_UP_TO).map(it -> it - 0.5).toArray();
    LogRatio exact = SignedRank.of(most, NINETY_FIVE);
    double[] more = Arrays.copyOf(most, most.length + 1);
    LogRatio normal = SignedRank.of(more, NINETY_FIVE);
    assertThat(normal.test().method()).isEqualTo(RankTest.Method.EXACT);
    more[most.length] = 0.001;
    normal = SignedRank.of(more, NINETY_FIVE);
    assertThat(normal.test().method()).isEqualTo(RankTest.Method.NORMAL_APPROXIMATION);
    assertThat(normal.test().pValue()).isCloseTo(exact.test().pValue(), within(0.01));
    assertThat(bounded(normal).method()).isEqualTo(Interval.Method.SIGNED_RANK_NORMAL);
    assertThat(bounded(normal).low()).isCloseTo(bounded(exact).low(), within(0.001));
  }

  @Test
  void samplesAreLeftAsTheyWere() {
    double[] differences = {3, -1, 2};
    SignedRank.of(differences, NINETY_FIVE);
    assertThat(differences).containsExactly(3, -1, 2);
  }

  @Test
  void argumentsThatMakeNoSampleAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignedRank.of(new double[0], NINETY_FIVE))
        .withMessageContaining("differences");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignedRank.of(new double[] {1, Double.NaN}, NINETY_FIVE))
        .withMessageContaining("differences[1]")
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Confidence.of(1))
        .withMessageContaining("level");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NINETY_FIVE.among(0))
        .withMessageContaining("comparisons");
  }

  private static double[] increasing(int n) {
    double[] values = new double[n];
    Arrays.setAll(values, index -> index + 1);
    return values;
  }

  private static Bounded bounded(LogRatio ratio) {
    assertThat(ratio.interval()).isInstanceOf(Bounded.class);
    return (Bounded) ratio.interval();
  }
}
