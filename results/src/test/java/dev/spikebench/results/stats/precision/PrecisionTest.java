package dev.spikebench.results.stats.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.GoldenStatistics;
import dev.spikebench.results.stats.Normal;
import dev.spikebench.results.stats.paired.SignedRank;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PrecisionTest {

  @Test
  void agreesWithTheFormulasWorkedOutApart() throws IOException {
    for (JsonNode expected :
        GoldenStatistics.elements(GoldenStatistics.document("precision").get("cases"))) {
      Confidence confidence =
          Confidence.of(expected.get("confidence").asDouble())
              .among(expected.get("comparisons").asInt());
      Precision precision =
          Precision.of(GoldenStatistics.numbers(expected.get("differences")), confidence)
              .orElseThrow();
      assertThat(precision.standardDeviation())
          .isCloseTo(expected.get("standardDeviation").asDouble(), GoldenStatistics.AGREED);
      assertThat(precision.detectableRatio())
          .isCloseTo(expected.get("detectableRatio").asDouble(), GoldenStatistics.AGREED);
      assertThat(precision.samplesNeeded(expected.get("tolerance").asDouble()))
          .isEqualTo(
              Math.max(
                  expected.get("samplesByFormula").asLong(),
                  SignedRank.minimumSamples(confidence)));
    }
  }

  @Test
  void normalQuantilesAgreeWithSciPy() throws IOException {
    for (JsonNode expected :
        GoldenStatistics.elements(GoldenStatistics.document("precision").get("normalQuantiles"))) {
      double probability = expected.get("p").asDouble();
      assertThat(Normal.quantile(probability))
          .isCloseTo(expected.get("z").asDouble(), GoldenStatistics.AGREED);
      assertThat(Normal.upperQuantile(probability))
          .isCloseTo(-expected.get("z").asDouble(), GoldenStatistics.AGREED);
    }
  }

  @Test
  void withoutNoiseAnyChangeShowsButTheExactIntervalStillNeedsItsNumber() {
    Precision precision =
        Precision.of(new double[] {0.1, 0.1, 0.1}, Confidence.of(0.95)).orElseThrow();
    assertThat(precision.detectableRatio()).isEqualTo(1);
    assertThat(precision.samplesNeeded(0.05)).isEqualTo(6);
  }

  @Test
  void oneDifferenceSaysNothingOfTheNoise() {
    assertThat(Precision.of(new double[] {0.1}, Confidence.of(0.95))).isEmpty();
    assertThat(Precision.of(new double[0], Confidence.of(0.95))).isEmpty();
  }

  @Test
  void argumentsOutOfRangeAreNamed() {
    Precision precision = new Precision(8, 0.05, Confidence.of(0.95), 0.8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> precision.samplesNeeded(0))
        .withMessageContaining("tolerance");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Precision(1, 0.05, Confidence.of(0.95), 0.8))
        .withMessageContaining("n must be");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Precision(8, Double.NaN, Confidence.of(0.95), 0.8))
        .withMessageContaining("standardDeviation");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Precision(8, 0.05, Confidence.of(0.95), 1))
        .withMessageContaining("power");
  }
}
