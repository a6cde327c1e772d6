package dev.spikebench.results.stats.variation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.results.design.Factor;
import dev.spikebench.results.design.FactorialDesign;
import dev.spikebench.results.design.Treatment;
import dev.spikebench.results.stats.GoldenStatistics;
import dev.spikebench.results.stats.Interval;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class VariationTest {

  private static final FactorialDesign SMALL =
      FactorialDesign.of(
          Factor.of("backend", "java", "node"), Factor.of("synchronous", "full", "normal"));

  @Test
  void agreesWithStatsmodelsAndAJackknifeWorkedOutApart() throws IOException {
    JsonNode document = GoldenStatistics.document("variation");
    Variation.Explained explained =
        explained(Variation.of(design(document), observations(document), 0.95));
    double higher = 0;
    int higherFreedom = 0;
    for (JsonNode term : GoldenStatistics.elements(document.get("terms"))) {
      List<String> factors =
          StreamSupport.stream(term.get("factors").spliterator(), false)
              .map(JsonNode::asText)
              .toList();
      if (factors.size() > 2) {
        higher += term.get("sumOfSquares").asDouble();
        higherFreedom += term.get("degreesOfFreedom").asInt();
        continue;
      }
      Share share = share(explained, term, factors);
      String name = factors.toString();
      assertThat(share.degreesOfFreedom()).as(name).isEqualTo(term.get("degreesOfFreedom").asInt());
      assertThat(share.sumOfSquares())
          .as(name)
          .isCloseTo(term.get("sumOfSquares").asDouble(), GoldenStatistics.AGREED);
      assertThat(share.share())
          .as(name)
          .isCloseTo(term.get("share").asDouble(), GoldenStatistics.AGREED);
      Interval.Bounded interval = (Interval.Bounded) share.interval();
      assertThat(interval.low())
          .as(name)
          .isCloseTo(term.get("low").asDouble(), GoldenStatistics.AGREED);
      assertThat(interval.high())
          .as(name)
          .isCloseTo(term.get("high").asDouble(), GoldenStatistics.AGREED);
    }
    Share all = explained.shares(Share.Kind.HIGHER_INTERACTIONS).getFirst();
    assertThat(all.sumOfSquares()).isCloseTo(higher, GoldenStatistics.AGREED);
    assertThat(all.degreesOfFreedom()).isEqualTo(higherFreedom);
    assertThat(explained.shares().stream().mapToDouble(Share::share).sum())
        .isCloseTo(1, within(1e-12));
  }

  /// Logarithms java/full 0, java/normal 2, node/full 2, node/normal 8: mean 3; backends ∓2, levels
  /// ∓2, interaction ±1. Squares over four cells: 16, 16, 4 of 36.
  @Test
  void sharesOfATwoByTwoDesignAreThoseWorkedOutByHand() {
    Variation.Explained explained = explained(Variation.of(SMALL, cells(1, 0, 2, 2, 8), 0.95));
    assertThat(explained.shares())
        .extracting(Share::kind)
        .containsExactly(
            Share.Kind.MAIN_EFFECT, Share.Kind.MAIN_EFFECT, Share.Kind.TWO_WAY_INTERACTION);
    assertThat(explained.shares().get(0).sumOfSquares()).isCloseTo(16, within(1e-9));
    assertThat(explained.shares().get(1).share()).isCloseTo(16 / 36.0, within(1e-9));
    assertThat(explained.shares().get(2).factors()).containsExactly("backend", "synchronous");
    assertThat(explained.shares().get(2).share()).isCloseTo(4 / 36.0, within(1e-9));
    assertThat(explained.shares())
        .extracting(Share::interval)
        .containsOnly(new Interval.TooFewSamples(1, 3));
  }

  @Test
  void theOrderOfObservationsAndTheUnitDoNotMatter() throws IOException {
    JsonNode document = GoldenStatistics.document("variation");
    List<Observation> observations = new ArrayList<>(observations(document));
    Variation first = Variation.of(design(document), observations, 0.95);
    Collections.shuffle(observations, new Random(1));
    assertThat(Variation.of(design(document), observations, 0.95)).isEqualTo(first);
    List<Observation> thousands =
        observations.stream()
            .map(it -> new Observation(it.treatment(), it.round(), it.value() * 1_000))
            .toList();
    double share = explained(first).shares().getFirst().share();
    assertThat(
            explained(Variation.of(design(document), thousands, 0.95)).shares().getFirst().share())
        .isCloseTo(share, within(1e-12));
  }

  @Test
  void aBackendThatWasNeverMeasuredIsDroppedAsALevel() {
    FactorialDesign planned =
        FactorialDesign.of(
            Factor.of("backend", "java", "node", "rust"),
            Factor.of("synchronous", "full", "normal"));
    Variation.Explained explained = explained(Variation.of(planned, cells(1, 0, 2, 2, 8), 0.95));
    assertThat(explained.droppedLevels()).containsExactly(new DroppedLevel("backend", "rust"));
    assertThat(explained.design()).isEqualTo(SMALL);
    assertThat(explained.shares().get(2).share()).isCloseTo(4 / 36.0, within(1e-9));
  }

  @Test
  void aFactorWithOneLevelLeftIsNamedButExplainsNothing() {
    FactorialDesign planned =
        FactorialDesign.of(
            Factor.of("backend", "java", "node"),
            Factor.of("synchronous", "full", "normal"),
            Factor.of("subscribers", "0"));
    List<Observation> observations =
        cells(1, 0, 2, 2, 8).stream()
            .map(
                it -> {
                  Map<String, String> levels = new LinkedHashMap<>(it.treatment().levels());
                  levels.put("subscribers", "0");
                  return new Observation(new Treatment(levels), it.round(), it.value());
                })
            .toList();
    Variation.Explained explained = explained(Variation.of(planned, observations, 0.95));
    assertThat(explained.design().factor("subscribers").levels()).containsExactly("0");
    assertThat(explained.shares()).hasSize(3);
  }

  @Test
  void aRoundWithALostRunIsDroppedWhole() {
    List<Observation> observations = new ArrayList<>(cells(1, 0, 2, 2, 8));
    observations.addAll(cells(2, 0, 2, 2, 8).subList(1, 4));
    Variation.Explained explained = explained(Variation.of(SMALL, observations, 0.95));
    assertThat(explained.rounds()).containsExactly(1);
    assertThat(explained.droppedRounds())
        .containsExactly(new DroppedRound(2, List.of(SMALL.treatments().getFirst())));
  }

  @Test
  void aCellThatNoRoundHasIsNamedAndNothingIsExplained() {
    List<Observation> observations = new ArrayList<>(cells(1, 0, 2, 2, 8).subList(0, 3));
    observations.addAll(cells(2, 0, 2, 2, 8).subList(0, 3));
    assertThat(Variation.of(SMALL, observations, 0.95))
        .isInstanceOfSatisfying(
            Variation.Unbalanced.class,
            it -> {
              assertThat(it.neverMeasured()).containsExactly(SMALL.treatments().getLast());
              assertThat(it.droppedRounds()).hasSize(2);
            });
  }

  @Test
  void roundsThatEachLackAnotherCellLeaveNothingToExplain() {
    List<Observation> observations = new ArrayList<>(cells(1, 0, 2, 2, 8).subList(0, 3));
    observations.addAll(cells(2, 0, 2, 2, 8).subList(1, 4));
    assertThat(Variation.of(SMALL, observations, 0.95))
        .isInstanceOfSatisfying(
            Variation.Unbalanced.class, it -> assertThat(it.neverMeasured()).isEmpty());
  }

  @Test
  void withoutObservationsOrVariationThatIsSaid() {
    assertThat(Variation.of(SMALL, List.of(), 0.95)).isEqualTo(new Variation.NoObservations());
    assertThat(Variation.of(SMALL, cells(1, 1, 1, 1, 1), 0.95))
        .isEqualTo(new Variation.NothingVaries(SMALL));
  }

  @Test
  void intervalsOfSharesCoverWhatManyRoundsTendTo() {
    // Effects ±0.3 and ±0.1 and noise 0.2: 0.09, 0.01 and 0.04 of the mean square.
    double target = 0.09 / (0.09 + 0.01 + 0.04);
    Random random = new Random(8);
    int covered = 0;
    int sessions = 1_000;
    for (int session = 0; session < sessions; session++) {
      List<Observation> observations = new ArrayList<>();
      for (int round = 1; round <= 10; round++) {
        double[] noise = random.doubles(4).map(it -> 0.2 * random.nextGaussian()).toArray();
        observations.addAll(
            cells(round, -0.4 + noise[0], -0.2 + noise[1], 0.2 + noise[2], 0.4 + noise[3]));
      }
      Share share = explained(Variation.of(SMALL, observations, 0.95)).shares().getFirst();
      covered += ((Interval.Bounded) share.interval()).encloses(target) ? 1 : 0;
    }
    assertThat((double) covered / sessions).isBetween(0.92, 0.98);
  }

  @Test
  void observationsThatDoNotFitAreNamed() {
    Treatment cell = SMALL.treatments().getFirst();
    Observation one = new Observation(cell, 3, 5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Variation.of(SMALL, List.of(one, one), 0.95))
        .withMessageContaining("round 3")
        .withMessageContaining("backend=java");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Observation(cell, 1, 0))
        .withMessageContaining("above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Variation.of(
                    SMALL, List.of(new Observation(cell.with("backend", "go"), 1, 5)), 0.95))
        .withMessageContaining("backend=go");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Variation.of(SMALL, cells(1, 0, 2, 2, 8), 1))
        .withMessageContaining("confidence");
  }

  static List<Observation> cells(int round, double... logs) {
    List<Treatment> treatments = SMALL.treatments();
    List<Observation> observations = new ArrayList<>();
    for (int cell = 0; cell < logs.length; cell++) {
      observations.add(new Observation(treatments.get(cell), round, Math.exp(logs[cell])));
    }
    return observations;
  }

  private static Variation.Explained explained(Variation variation) {
    assertThat(variation).isInstanceOf(Variation.Explained.class);
    return (Variation.Explained) variation;
  }

  private static Share share(Variation.Explained explained, JsonNode term, List<String> factors) {
    if (term.get("residual").asBoolean()) {
      return explained.shares(Share.Kind.RESIDUAL).getFirst();
    }
    return factors.equals(List.of("round"))
        ? explained.shares(Share.Kind.ROUNDS).getFirst()
        : explained.shares().stream()
            .filter(it -> it.factors().equals(factors))
            .findFirst()
            .orElseThrow();
  }

  private static FactorialDesign design(JsonNode document) {
    return new FactorialDesign(
        GoldenStatistics.elements(document.get("factors")).stream()
            .map(
                it ->
                    new Factor(
                        it.get("name").asText(),
                        GoldenStatistics.elements(it.get("levels")).stream()
                            .map(JsonNode::asText)
                            .toList()))
            .toList());
  }

  private static List<Observation> observations(JsonNode document) {
    List<String> names = design(document).factors().stream().map(Factor::name).toList();
    List<Observation> observations = new ArrayList<>();
    for (JsonNode row : GoldenStatistics.elements(document.get("observations"))) {
      Map<String, String> levels = new LinkedHashMap<>();
      for (int factor = 0; factor < names.size(); factor++) {
        levels.put(names.get(factor), row.get(factor).asText());
      }
      observations.add(
          new Observation(
              new Treatment(levels),
              row.get(names.size()).asInt(),
              row.get(names.size() + 1).asDouble()));
    }
    return observations;
  }
}
