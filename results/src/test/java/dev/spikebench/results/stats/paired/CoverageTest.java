package dev.spikebench.results.stats.paired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.Interval.Bounded;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/// How often intervals of 95 % enclose the truth, by simulation.
class CoverageTest {

  private static final int SESSIONS = 4_000;

  @Test
  void intervalsOfNormalNoiseCoverAsOftenAsTheyClaim() {
    for (int n = 6; n <= 20; n++) {
      assertThat(coverage(n, Random::nextGaussian)).as("n = %d", n).isBetween(0.94, 0.98);
    }
  }

  @Test
  void intervalsOfHeavyTailedNoiseCoverAsOftenAsTheyClaim() {
    // Laplace: an exponential distance to either side.
    ToDoubleFunction<Random> laplace = it -> it.nextExponential() * (it.nextBoolean() ? 1 : -1);
    for (int n : new int[] {6, 8, 14, 20}) {
      assertThat(coverage(n, laplace)).as("n = %d", n).isBetween(0.94, 0.98);
    }
  }

  @Test
  void tiesNeverMakeAnIntervalCoverLessThanItClaims() {
    ToDoubleFunction<Random> coarse = it -> Math.rint(it.nextGaussian() * 2) / 2;
    for (int n : new int[] {6, 8, 14, 20}) {
      assertThat(coverage(n, coarse)).as("n = %d", n).isGreaterThan(0.95);
    }
  }

  private static double coverage(int n, ToDoubleFunction<Random> noise) {
    Random random = new Random(n);
    int covered = 0;
    for (int session = 0; session < SESSIONS; session++) {
      double[] differences = new double[n];
      Arrays.setAll(differences, index -> noise.applyAsDouble(random));
      if (SignedRank.of(differences, Confidence.of(0.95)).interval() instanceof Bounded bounded
          && bounded.encloses(0)) {
        covered++;
      }
    }
    return (double) covered / SESSIONS;
  }
}
