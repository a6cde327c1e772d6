package dev.spikebench.results.stats.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.results.model.Direction;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.Interval;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RankingTest {

  @Test
  void armsThatAreNotToldApartShareALetter() {
    assertThat(TieGroups.letters(List.of("a", "b", "c"), Set.of()))
        .isEqualTo(Map.of("a", "a", "b", "a", "c", "a"));
    assertThat(
            TieGroups.letters(
                List.of("x", "y", "z"),
                Set.of(Set.of("x", "y"), Set.of("x", "z"), Set.of("y", "z"))))
        .isEqualTo(Map.of("x", "a", "y", "b", "z", "c"));
  }

  @Test
  void beingTiedIsNotTransitive() {
    assertThat(TieGroups.letters(List.of("x", "y", "z"), Set.of(Set.of("x", "z"))))
        .isEqualTo(Map.of("x", "a", "y", "ab", "z", "b"));
  }

  @Test
  void lettersAreSharedExactlyByThoseThatAreNotSeparated() {
    Random random = new Random(9);
    for (int session = 0; session < 500; session++) {
      List<String> arms = List.of("p", "q", "r", "s", "t", "u");
      Set<Set<String>> separated = new HashSet<>();
      for (String one : arms) {
        for (String other : arms) {
          if (one.compareTo(other) < 0 && random.nextBoolean()) {
            separated.add(Set.of(one, other));
          }
        }
      }
      Map<String, String> letters = TieGroups.letters(arms, separated);
      for (String one : arms) {
        for (String other : arms) {
          if (!one.equals(other)) {
            boolean shared =
                letters
                    .getOrDefault(one, "")
                    .chars()
                    .anyMatch(it -> letters.getOrDefault(other, "").indexOf(it) >= 0);
            assertThat(shared).isNotEqualTo(separated.contains(Set.of(one, other)));
          }
        }
      }
    }
  }

  @Test
  void theBestArmStandsFirstAndClearDifferencesAreToldApart() {
    Map<String, Map<Integer, Double>> values = new HashMap<>();
    Random random = new Random(10);
    for (int round = 1; round <= 10; round++) {
      double machine = Math.exp(0.3 * random.nextGaussian());
      put(values, "java", round, 100 * machine * Math.exp(0.02 * random.nextGaussian()));
      put(values, "node", round, 100 * machine * Math.exp(0.02 * random.nextGaussian()));
      put(values, "rust", round, 150 * machine * Math.exp(0.02 * random.nextGaussian()));
    }
    Ranking throughput = Ranking.of(values, Direction.HIGHER_IS_BETTER, 0.95);
    assertThat(throughput.bestFirst().getFirst()).isEqualTo("rust");
    assertThat(throughput.letters()).isEqualTo(Map.of("rust", "a", "java", "b", "node", "b"));
    assertThat(throughput.pairs()).hasSize(3);
    Ranking latency = Ranking.of(values, Direction.LOWER_IS_BETTER, 0.95);
    assertThat(latency.bestFirst().getLast()).isEqualTo("rust");
    assertThat(latency.letters()).isEqualTo(Map.of("rust", "b", "java", "a", "node", "a"));
  }

  @Test
  void withTooFewRoundsForAllPairsEveryArmSharesALetter() {
    Map<String, Map<Integer, Double>> values = new HashMap<>();
    for (int round = 1; round <= 6; round++) {
      put(values, "java", round, 100);
      put(values, "node", round, 200);
      put(values, "rust", round, 300);
    }
    Ranking ranking = Ranking.of(values, Direction.LOWER_IS_BETTER, 0.95);
    // Three pairs need 2/2^n <= 0.05/3: seven rounds.
    assertThat(ranking.pairs())
        .extracting(it -> it.worse().interval())
        .containsOnly(new Interval.TooFewSamples(6, 7));
    assertThat(ranking.letters()).isEqualTo(Map.of("java", "a", "node", "a", "rust", "a"));
    assertThat(ranking.bestFirst()).containsExactly("java", "node", "rust");
  }

  @Test
  void armsWithoutARoundInCommonAreNotCompared() {
    Map<String, Map<Integer, Double>> values =
        Map.of("java", Map.of(1, 5.0), "node", Map.of(2, 5.0), "rust", Map.of());
    Ranking ranking = Ranking.of(values, Direction.LOWER_IS_BETTER, 0.95);
    assertThat(ranking.pairs()).isEmpty();
    assertThat(ranking.letters().values()).containsOnly("a");
  }

  @Test
  void theGeometricMeanOfAFourfoldAndAnEqualScenarioIsTwofold() {
    double[] fourfold = new double[6];
    Arrays.fill(fourfold, Math.log(4));
    assertThat(GeometricMean.of(List.of(fourfold, new double[6]), Confidence.of(0.95)).ratio())
        .isCloseTo(2, within(1e-12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GeometricMean.of(List.of(fourfold, new double[5]), Confidence.of(0.95)))
        .withMessageContaining("[6, 5]");
  }

  @Test
  void nothingToRankIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ranking.of(Map.of(), Direction.LOWER_IS_BETTER, 0.95))
        .withMessageContaining("arm");
  }

  private static void put(
      Map<String, Map<Integer, Double>> values, String arm, int round, double value) {
    values.computeIfAbsent(arm, it -> new HashMap<>()).put(round, value);
  }
}
