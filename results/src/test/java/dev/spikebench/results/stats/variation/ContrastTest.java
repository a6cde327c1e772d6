package dev.spikebench.results.stats.variation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.results.design.Factor;
import dev.spikebench.results.design.FactorialDesign;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContrastTest {

  private static final FactorialDesign DESIGN =
      FactorialDesign.of(
          Factor.of("backend", "java", "node"), Factor.of("synchronous", "full", "normal"));

  /// Java is log 2 slower at FULL, node log 8; drift of a round hits both cells and cancels.
  private static List<Observation> observations(int rounds) {
    List<Observation> observations = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      double drift = 0.3 * round;
      observations.addAll(
          VariationTest.cells(
              round, drift, drift + Math.log(2), drift + 1, drift + 1 + Math.log(8)));
    }
    return observations;
  }

  @Test
  void ratiosAreTakenWithinARoundAtEachCombinationOfTheOtherLevels() {
    List<Contrast> contrasts =
        Contrast.atFixedLevels(
            DESIGN, observations(6), "synchronous", "normal", "full", Confidence.of(0.95));
    assertThat(contrasts)
        .extracting(it -> it.fixed().toString())
        .containsExactly("backend=java", "backend=node");
    assertThat(contrasts.get(0).ratio().ratio()).isCloseTo(2, within(1e-9));
    assertThat(contrasts.get(1).ratio().ratio()).isCloseTo(8, within(1e-9));
    assertThat(contrasts.get(1).ratio().low()).hasValueCloseTo(8.0, within(1e-9));
    assertThat(contrasts.get(0).rounds()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void tooFewRoundsGiveTheRatioAndSayHowManyAreMissing() {
    Contrast contrast =
        Contrast.atFixedLevels(
                DESIGN, observations(3), "synchronous", "normal", "full", Confidence.of(0.95))
            .getFirst();
    assertThat(contrast.ratio().ratio()).isCloseTo(2, within(1e-9));
    assertThat(contrast.ratio().interval()).isEqualTo(new Interval.TooFewSamples(3, 6));
  }

  @Test
  void aLostRunCostsItsPairAlone() {
    List<Observation> observations = new ArrayList<>(observations(6));
    observations.removeFirst();
    List<Contrast> contrasts =
        Contrast.atFixedLevels(
            DESIGN, observations, "synchronous", "normal", "full", Confidence.of(0.95));
    assertThat(contrasts.get(0).rounds()).containsExactly(2, 3, 4, 5, 6);
    assertThat(contrasts.get(1).rounds()).hasSize(6);
  }

  @Test
  void theAverageIsTheGeometricMeanOfTheRatiosOfARound() {
    Contrast average =
        Contrast.averaged(
                DESIGN, observations(6), "synchronous", "normal", "full", Confidence.of(0.95))
            .orElseThrow();
    assertThat(average.ratio().ratio()).isCloseTo(4, within(1e-9));
    assertThat(average.fixed().levels()).isEmpty();
  }

  @Test
  void cellsThatWereNeverMeasuredGiveNoRatio() {
    List<Observation> java =
        observations(6).stream()
            .filter(it -> it.treatment().level("backend").equals("java"))
            .toList();
    assertThat(
            Contrast.atFixedLevels(
                DESIGN, java, "synchronous", "normal", "full", Confidence.of(0.95)))
        .hasSize(1);
    assertThat(
            Contrast.averaged(DESIGN, java, "synchronous", "normal", "full", Confidence.of(0.95)))
        .isEmpty();
  }

  @Test
  void aLevelThatTheFactorDoesNotHaveIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Contrast.atFixedLevels(
                    DESIGN, observations(1), "synchronous", "off", "full", Confidence.of(0.95)))
        .withMessageContaining("off");
  }
}
