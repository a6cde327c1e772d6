package dev.spikebench.results.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.spikebench.results.Golden;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;

/// Answers of SciPy, statsmodels and plain numpy, made by `statistics/generate_golden.py`.
public final class GoldenStatistics {

  /// How closely the answers must agree.
  public static final Offset<Double> AGREED = within(1e-9);

  private GoldenStatistics() {}

  /// The whole document of one subject.
  public static JsonNode document(String name) throws IOException {
    return new JsonMapper().readTree(Golden.resource("statistics/" + name + ".json").toFile());
  }

  /// The elements of an array, of which there must be some.
  public static List<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = StreamSupport.stream(array.spliterator(), false).toList();
    assertThat(elements).isNotEmpty();
    return elements;
  }

  /// An array of numbers.
  public static double[] numbers(JsonNode array) {
    return elements(array).stream().mapToDouble(JsonNode::asDouble).toArray();
  }

  /// Holds an interval against the one worked out apart: null stands for too few samples.
  public static void assertAgrees(Interval interval, JsonNode expected, String name) {
    switch (interval) {
      case Interval.Bounded bounded -> {
        assertThat(expected.isObject()).as(name + " has an interval").isTrue();
        assertThat(bounded.low()).as(name).isCloseTo(expected.get("low").asDouble(), AGREED);
        assertThat(bounded.high()).as(name).isCloseTo(expected.get("high").asDouble(), AGREED);
        assertThat(bounded.coverage())
            .as(name)
            .isCloseTo(expected.get("coverage").asDouble(), AGREED);
      }
      case Interval.TooFewSamples few ->
          assertThat(expected.isNull()).as(name + " has no interval: " + few).isTrue();
    }
  }

  /// Holds a test against the one worked out apart.
  public static void assertAgrees(RankTest test, JsonNode expected, String name) {
    assertThat(test.pValue()).as(name).isCloseTo(expected.get("pValue").asDouble(), AGREED);
    assertThat(test.method() == RankTest.Method.EXACT)
        .as(name)
        .isEqualTo(expected.get("exact").asBoolean());
  }
}
