package dev.spikebench.results.stats.percentile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.results.stats.Estimate;
import dev.spikebench.results.stats.GoldenStatistics;
import dev.spikebench.results.stats.OrderStatistics;
import dev.spikebench.results.stats.Ranks;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentileTest {

  @Test
  void ranksAgreeWithSciPysBinomialDistribution() throws IOException {
    for (JsonNode expected :
        GoldenStatistics.elements(GoldenStatistics.document("order-statistics").get("cases"))) {
      JsonNode ranks = expected.get("ranks");
      Optional<Ranks> wanted =
          ranks.isNull()
              ? Optional.empty()
              : Optional.of(new Ranks(ranks.get("low").asLong(), ranks.get("high").asLong()));
      assertThat(
              OrderStatistics.ranks(
                  expected.get("n").asLong(),
                  expected.get("quantile").asDouble(),
                  expected.get("confidence").asDouble()))
          .as(expected.toString())
          .isEqualTo(wanted);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 20",
    "0.9, 100",
    "0.95, 200",
    "0.99, 1000",
    "0.999, 10000",
    "0.9999, 100000",
    "0.01, 1000",
  })
  void tenSamplesAreExpectedBeyondThePercentile(double quantile, long needed) {
    assertThat(MinimumSamples.of(quantile)).isEqualTo(needed);
  }

  @Test
  void theNinetyNinthIsNotGivenFromFewerThanAThousandRequests() {
    Histogram histogram = new Histogram(3);
    IntStream.rangeClosed(1, 999).forEach(histogram::recordValue);
    assertThat(Percentile.of(histogram, 0.99, 0.95))
        .isEqualTo(new Percentile.TooFewSamples(0.99, 999, 1_000));
    histogram.recordValue(1_000);
    assertThat(Percentile.of(histogram, 0.99, 0.95))
        .isEqualTo(new Percentile.Known(0.99, new Estimate(990, 983.0, 997.0, 1_000)));
    assertThat(Percentile.of(new Histogram(3), 0.5, 0.95))
        .isEqualTo(new Percentile.TooFewSamples(0.5, 0, 20));
  }

  @Test
  void samplesAndTheirHistogramGiveTheSamePercentile() {
    double[] samples = IntStream.rangeClosed(1, 1_000).asDoubleStream().toArray();
    Histogram histogram = new Histogram(3);
    IntStream.rangeClosed(1, 1_000).forEach(histogram::recordValue);
    for (double quantile : new double[] {0.05, 0.29, 0.5, 0.9, 0.99}) {
      assertThat(Percentile.of(samples, quantile, 0.95))
          .isEqualTo(Percentile.of(histogram, quantile, 0.95));
    }
    assertThat(Percentile.of(new double[0], 0.9, 0.95))
        .isEqualTo(new Percentile.TooFewSamples(0.9, 0, 100));
  }

  @Test
  void aQuantileOutOfRangeIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MinimumSamples.of(1))
        .withMessageContaining("quantile");
  }
}
