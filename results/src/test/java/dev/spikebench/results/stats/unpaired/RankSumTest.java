package dev.spikebench.results.stats.unpaired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.GoldenStatistics;
import dev.spikebench.results.stats.Interval.Bounded;
import dev.spikebench.results.stats.Interval.TooFewSamples;
import dev.spikebench.results.stats.LogRatio;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankSumTest {

  private static final Confidence NINETY_FIVE = Confidence.of(0.95);

  @Test
  void agreesWithSciPyAndWithIntervalsWorkedOutApart() throws IOException {
    for (JsonNode expected :
        GoldenStatistics.elements(GoldenStatistics.document("rank-sum").get("cases"))) {
      double[] first = GoldenStatistics.numbers(expected.get("first"));
      double[] second = GoldenStatistics.numbers(expected.get("second"));
      Confidence confidence = Confidence.of(expected.get("confidence").asDouble());
      String name = first.length + " and " + second.length + ", " + first[0];
      LogRatio ratio = RankSum.of(first, second, confidence);
      assertThat(ratio.estimate())
          .as(name)
          .isCloseTo(expected.get("estimate").asDouble(), GoldenStatistics.AGREED);
      assertThat(ratio.test().statistic()).isEqualTo(expected.get("statistic").asDouble());
      GoldenStatistics.assertAgrees(ratio.interval(), expected.get("interval"), name);
      GoldenStatistics.assertAgrees(ratio.test(), expected, name);
    }
  }

  /// Two groups of four have 70 choices: 2/70 = 0.0286. Of three 20: 2/20 = 0.1.
  @ParameterizedTest
  @CsvSource({"0.95, 4", "0.99, 5", "0.9915, 5", "0.85, 3"})
  void smallestSizesAreThoseOfTwoInTheNumberOfChoices(double level, int needed) {
    Confidence confidence = Confidence.of(level);
    assertThat(RankSum.minimumSamplesEach(confidence)).isEqualTo(needed);
    Random random = new Random(5);
    assertThat(
            RankSum.of(
                    random.doubles(needed - 1).toArray(),
                    random.doubles(needed - 1).toArray(),
                    confidence)
                .interval())
        .isEqualTo(new TooFewSamples(needed - 1, needed));
    assertThat(
            RankSum.of(
                    random.doubles(needed).toArray(), random.doubles(needed).toArray(), confidence)
                .interval())
        .isInstanceOf(Bounded.class);
  }

  @Test
  void theGroupsSwappedGiveTheInverse() {
    Random random = new Random(6);
    double[] few = random.doubles(5).toArray();
    double[] many = random.doubles(17).toArray();
    LogRatio there = RankSum.of(few, many, NINETY_FIVE);
    LogRatio back = RankSum.of(many, few, NINETY_FIVE).inverse();
    assertThat(back.estimate()).isCloseTo(there.estimate(), within(1e-12));
    assertThat(back.test().pValue()).isCloseTo(there.test().pValue(), within(1e-12));
    assertThat(back.interval()).isEqualTo(there.interval());
  }

  @Test
  void intervalsCoverTheShiftAsOftenAsTheyClaim() {
    Random random = new Random(7);
    for (int n : new int[] {5, 8, 12}) {
      int covered = 0;
      int sessions = 2_000;
      for (int session = 0; session < sessions; session++) {
        double[] first = random.doubles(n).map(it -> random.nextGaussian() + 0.7).toArray();
        double[] second = random.doubles(n).map(it -> random.nextGaussian()).toArray();
        if (RankSum.of(first, second, NINETY_FIVE).interval() instanceof Bounded bounded
            && bounded.encloses(0.7)) {
          covered++;
        }
      }
      assertThat((double) covered / sessions).as("n = %d", n).isBetween(0.94, 0.98);
    }
  }

  @Test
  void argumentsThatMakeNoSampleAreNamed() {
    double[] one = {1};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankSum.of(one, new double[0], NINETY_FIVE))
        .withMessageContaining("group");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankSum.of(one, new double[] {Double.NaN}, NINETY_FIVE))
        .withMessageContaining("finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankSum.of(new double[4_000], new double[4_000], NINETY_FIVE))
        .withMessageContaining("4000");
  }
}
