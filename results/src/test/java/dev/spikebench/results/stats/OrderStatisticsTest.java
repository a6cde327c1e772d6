package dev.spikebench.results.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The ranks were worked out by hand from sums of binomial coefficients: of n fair coins, at most k
/// show heads with probability (C(n,0) + … + C(n,k)) / 2^n, which must not exceed 0.025 (0.005).
class OrderStatisticsTest {

  @ParameterizedTest
  @CsvSource({
    // 1/64 = 0.0156; (1+6)/64 = 0.109
    "6, 0.95, 1, 6",
    // 1/128 = 0.0078; (1+7)/128 = 0.0625
    "7, 0.95, 1, 7",
    // (1+8)/256 = 0.0352
    "8, 0.95, 1, 8",
    // (1+9)/512 = 0.0195; (1+9+36)/512 = 0.0898
    "9, 0.95, 2, 8",
    // (1+10)/1024 = 0.0107; (1+10+45)/1024 = 0.0547
    "10, 0.95, 2, 9",
    // (1+12+66)/4096 = 0.0193; (1+12+66+220)/4096 = 0.073
    "12, 0.95, 3, 10",
    // (1+20+190+1140+4845)/2^20 = 0.0059; + 15504 = 0.0207; + 38760 = 0.0577
    "20, 0.95, 6, 15",
    // 1/256 = 0.0039; (1+8)/256 = 0.0352
    "8, 0.99, 1, 8",
    // 1/1024 = 0.00098; (1+10)/1024 = 0.0107
    "10, 0.99, 1, 10",
  })
  void medianRanksAreThoseWorkedOutByHand(int n, double confidence, int low, int high) {
    assertThat(OrderStatistics.ranks(n, 0.5, confidence)).contains(new Ranks(low, high));
  }

  @Test
  void fiveSamplesAreTooFewForNinetyFivePercent() {
    // 1/32 = 0.03125 is already more than 0.025.
    assertThat(OrderStatistics.ranks(5, 0.5, 0.95)).isEmpty();
    Estimate estimate = OrderStatistics.median(new double[] {5, 1, 4, 2, 3}, 0.95);
    assertThat(estimate).isEqualTo(new Estimate(3, null, null, 5));
  }

  @ParameterizedTest
  @CsvSource({
    // P(B <= 0) of B(5, 0.9) is 0.00001, but P(B >= 5) = 0.59 leaves no upper end.
    "5, 0.9, 0.95",
    // P(B >= 100) of B(100, 0.99) is 0.99^100 = 0.366.
    "100, 0.99, 0.95",
    // P(B >= 367) of B(367, 0.99) is 0.99^367 = 0.02501, just over 0.025.
    "367, 0.99, 0.95",
  })
  void highPercentilesOfFewSamplesHaveNoUpperEnd(int n, double quantile, double confidence) {
    assertThat(OrderStatistics.ranks(n, quantile, confidence)).isEmpty();
  }

  @Test
  void theNinetyNinthPercentileHasAnUpperEndFromThreeHundredAndSixtyEightSamplesOn() {
    // 0.99^368 = 0.02476 is the first power below 0.025.
    assertThat(OrderStatistics.ranks(368, 0.99, 0.95)).map(Ranks::high).contains(368L);
  }

  /// Worked out apart from the code under test, from the sums of B(n, p) in exact fractions.
  @ParameterizedTest
  @CsvSource({"1000, 0.99, 983, 997", "1000, 0.5, 469, 532", "400, 0.95, 371, 389"})
  void percentileRanksAreThoseOfExactFractions(int n, double quantile, int low, int high) {
    assertThat(OrderStatistics.ranks(n, quantile, 0.95)).contains(new Ranks(low, high));
  }

  @Test
  void ranksLeaveAtMostTheTailOnEitherSideAndNoNarrowerOnesDo() {
    for (int n : new int[] {80, 199, 1_000}) {
      for (double quantile : new double[] {0.5, 0.9, 0.95}) {
        double[] cumulative = cumulativeBinomial(n, quantile);
        Ranks ranks = OrderStatistics.ranks(n, quantile, 0.95).orElseThrow();
        int low = (int) ranks.low();
        int high = (int) ranks.high();
        assertThat(cumulative[low - 1]).as("below").isLessThanOrEqualTo(0.025);
        assertThat(cumulative[low]).as("one rank up").isGreaterThan(0.025);
        assertThat(1 - cumulative[high - 1]).as("above").isLessThanOrEqualTo(0.025);
        assertThat(1 - cumulative[high - 2]).as("one rank down").isGreaterThan(0.025);
      }
    }
  }

  @Test
  void medianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
    double[] samples = {10, 20, 30, 40, 50, 60, 70, 80, 90, 100};
    assertThat(OrderStatistics.median(samples, 0.95)).isEqualTo(new Estimate(55, 20.0, 90.0, 10));
  }

  @Test
  void samplesAreLeftAsTheyWere() {
    double[] samples = {3, 1, 2, 6, 5, 4};
    OrderStatistics.median(samples, 0.95);
    assertThat(samples).containsExactly(3, 1, 2, 6, 5, 4);
  }

  @Test
  void medianOfTheGreatestDoublesDoesNotOverflow() {
    double[] samples = {Double.MAX_VALUE, Double.MAX_VALUE};
    assertThat(OrderStatistics.median(samples, 0.95).value()).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void percentilesOfAHistogramAreThoseOfItsSortedValues() {
    Histogram histogram = new Histogram(3);
    IntStream.rangeClosed(1, 1_000).forEach(histogram::recordValue);
    // 2,048 sub-buckets keep values up to 2,047 apart, so value and rank are the same number.
    assertThat(OrderStatistics.quantile(histogram, 0.99, 0.95))
        .isEqualTo(new Estimate(990, 983.0, 997.0, 1_000));
    assertThat(OrderStatistics.quantile(histogram, 0.5, 0.95).value()).isEqualTo(500);
  }

  @Test
  void aPercentileThatFallsOnARankIsThatRank() {
    Histogram histogram = new Histogram(3);
    IntStream.rangeClosed(1, 100).forEach(histogram::recordValue);
    assertThat(OrderStatistics.quantile(histogram, 0.07, 0.95).value()).isEqualTo(7);
    assertThat(OrderStatistics.quantile(histogram, 0.29, 0.95).value()).isEqualTo(29);
  }

  @Test
  void intervalsCoverTheTrueMedianAtLeastAsOftenAsTheyClaim() {
    Random random = new Random(1);
    int sessions = 20_000;
    for (int n : new int[] {6, 10, 20}) {
      int covered = 0;
      for (int session = 0; session < sessions; session++) {
        double[] samples = random.doubles(n).map(it -> -Math.log(it)).toArray();
        Estimate estimate = OrderStatistics.median(samples, 0.95);
        Double low = estimate.low();
        Double high = estimate.high();
        assertThat(low).isNotNull();
        assertThat(high).isNotNull();
        if (low != null && high != null && low <= Math.log(2) && Math.log(2) <= high) {
          covered++;
        }
      }
      assertThat((double) covered / sessions).as("n = %d", n).isBetween(0.948, 0.985);
    }
  }

  @Test
  void relativeSpreadIsTheRangeAsAShareOfTheMedian() {
    assertThat(OrderStatistics.relativeSpread(new double[] {90, 100, 130}))
        .isCloseTo(0.4, within(1e-12));
    assertThat(OrderStatistics.relativeSpread(new double[] {0, 0, 0})).isZero();
  }

  @Test
  void argumentsOutOfRangeAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OrderStatistics.median(new double[0], 0.95))
        .withMessageContaining("samples");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OrderStatistics.ranks(10, 1, 0.95))
        .withMessageContaining("quantile")
        .withMessageContaining("1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OrderStatistics.ranks(10, 0.5, Double.NaN))
        .withMessageContaining("confidence");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OrderStatistics.quantile(new Histogram(3), 0.5, 0.95))
        .withMessageContaining("histogram");
  }

  /// F(k) for k = 0 … n, by the recurrence P(k+1) = P(k)·(n−k)/(k+1)·p/(1−p) in logarithms.
  private static double[] cumulativeBinomial(int n, double p) {
    double[] sums = new double[n + 1];
    double logProbability = n * Math.log1p(-p);
    double sum = 0;
    for (int k = 0; k <= n; k++) {
      sum += Math.exp(logProbability);
      sums[k] = sum;
      logProbability += Math.log((double) (n - k) / (k + 1)) + Math.log(p / (1 - p));
    }
    Arrays.setAll(sums, k -> Math.min(1, sums[k]));
    return sums;
  }
}
