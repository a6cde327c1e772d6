package dev.spikebench.results.stats.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.results.stats.Estimate;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TheilSenTest {
  private static final double EXACT = 1e-12;

  /// `scipy.stats.theilslopes(y, range(10), 0.95)` of SciPy 1.17.1 gives the same three numbers.
  @Test
  void slopeAndIntervalAreScipys() {
    double[] y = {5.1, 5.3, 4.9, 5.8, 6.2, 5.9, 6.6, 7.0, 6.4, 7.5};

    Estimate slope = TheilSen.slope(minutes(10), y, 0.95);

    assertThat(slope.value()).isCloseTo(0.266_666_666_666_666_6, within(EXACT));
    assertThat(slope.low()).isCloseTo(0.162_500_000_000_000_1, within(EXACT));
    assertThat(slope.high()).isCloseTo(0.333_333_333_333_333_3, within(EXACT));
    assertThat(slope.n()).isEqualTo(10);
  }

  /// Of the 45 slopes 36 are 1: those of the pairs without the wild point.
  @Test
  void oneWildPointDoesNotBendTheSlope() {
    double[] y = {0, 1, 2, 3, 4, 5, 6, 7, 8, 1_000};

    assertThat(TheilSen.slope(minutes(10), y, 0.95).value()).isEqualTo(1);
  }

  /// The six slopes are 0, 0.5, 0.625, 2/3, 1.25 and 2. At 90 % (1 - 2/24) the ends are the least
  /// and the greatest.
  @Test
  void aSmallCaseIsAsWorkedOutByHand() {
    double[] x = {0, 1, 2, 4};
    double[] y = {0, 0.5, 2.5, 2.5};

    Estimate slope = TheilSen.slope(x, y, 0.9);

    assertThat(slope.value()).isCloseTo((0.625 + 2.0 / 3) / 2, within(EXACT));
    assertThat(slope.low()).isZero();
    assertThat(slope.high()).isEqualTo(2);
  }

  @Test
  void fourPointsHaveNoIntervalAtNinetyFivePercent() {
    Estimate slope = TheilSen.slope(minutes(4), new double[] {1, 2, 3, 4}, 0.95);

    assertThat(slope.value()).isEqualTo(1);
    assertThat(slope.low()).isNull();
    assertThat(slope.high()).isNull();
  }

  /// The ranks of the ends, from the counts of permutations by their inversions (5! = 120 has 1, 4,
  /// 9 … with 0, 1, 2 …); n = 8, 10 and 25 were counted with numpy's integers.
  @ParameterizedTest
  @CsvSource({"5, 1", "6, 2", "8, 6", "10, 12", "25, 108"})
  void theEndsHaveTheRanksOfTheExactDistribution(int n, int rank) {
    // All slopes of these points differ, so the rank of an end can be read off.
    double[] y = IntStream.range(0, n).mapToDouble(i -> Math.pow(1.37, i) + i).toArray();
    double[] slopes =
        IntStream.range(0, n)
            .boxed()
            .flatMapToDouble(
                i -> IntStream.range(i + 1, n).mapToDouble(j -> (y[j] - y[i]) / (j - i)))
            .sorted()
            .toArray();

    Estimate slope = TheilSen.slope(minutes(n), y, 0.95);

    assertThat(slope.low()).isEqualTo(slopes[rank - 1]);
    assertThat(slope.high()).isEqualTo(slopes[slopes.length - rank]);
  }

  @Test
  void theIntervalCoversTheTrueSlopeAsOftenAsItSays() {
    Random random = new Random(20_261_125);
    int covered = 0;
    int series = 2_000;
    for (int k = 0; k < series; k++) {
      double[] y =
          IntStream.range(0, 20).mapToDouble(i -> 0.7 * i + random.nextGaussian()).toArray();
      Estimate slope = TheilSen.slope(minutes(20), y, 0.95);
      Double low = slope.low();
      Double high = slope.high();
      covered += low != null && high != null && low <= 0.7 && 0.7 <= high ? 1 : 0;
    }
    assertThat((double) covered / series).isBetween(0.94, 0.98);
  }

  @Test
  void growthIsJudgedByTheWholeInterval() {
    assertThat(Growth.of(new Estimate(0.1, -0.2, 0.4, 30), 1)).isEqualTo(Growth.STABLE);
    assertThat(Growth.of(new Estimate(2, 1.5, 2.5, 30), 1)).isEqualTo(Growth.LEAK);
    assertThat(Growth.of(new Estimate(1.2, 0.3, 2.5, 30), 1)).isEqualTo(Growth.LEAK);
    assertThat(Growth.of(new Estimate(0.8, 0.3, 1.4, 30), 1)).isEqualTo(Growth.CANNOT_TELL);
    assertThat(Growth.of(new Estimate(1.2, -0.3, 2.5, 30), 1)).isEqualTo(Growth.CANNOT_TELL);
    assertThat(Growth.of(new Estimate(5, null, null, 3), 1)).isEqualTo(Growth.CANNOT_TELL);
  }

  @Test
  void badSeriesAreRefusedWithTheReason() {
    assertThatThrownBy(() -> TheilSen.slope(minutes(2), new double[] {1}, 0.95))
        .hasMessageContaining("same length");
    assertThatThrownBy(() -> TheilSen.slope(new double[] {1}, new double[] {1}, 0.95))
        .hasMessageContaining("from 2 to");
    assertThatThrownBy(() -> TheilSen.slope(new double[] {1, 1}, new double[] {1, 2}, 0.95))
        .hasMessageContaining("ascend strictly");
    assertThatThrownBy(() -> TheilSen.slope(minutes(2), new double[] {1, Double.NaN}, 0.95))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> TheilSen.slope(minutes(2), new double[] {1, 2}, 1))
        .hasMessageContaining("confidence");
    assertThatThrownBy(() -> Growth.of(new Estimate(1, 0.0, 2.0, 9), 0))
        .hasMessageContaining("least");
  }

  private static double[] minutes(int n) {
    return IntStream.range(0, n).asDoubleStream().toArray();
  }
}
