package dev.spikebench.results.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spikebench.results.design.BalancedOrder.Place;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FactorialDesignTest {

  private final FactorialDesign design =
      FactorialDesign.of(
          Factor.of("backend", "java", "node", "rust"), Factor.of("synchronous", "full", "normal"));

  @Test
  void treatmentsAreAllCombinationsTheLastFactorFastest() {
    assertThat(design.treatments())
        .extracting(Treatment::toString)
        .containsExactly(
            "backend=java, synchronous=full",
            "backend=java, synchronous=normal",
            "backend=node, synchronous=full",
            "backend=node, synchronous=normal",
            "backend=rust, synchronous=full",
            "backend=rust, synchronous=normal");
  }

  @Test
  void everyRoundRunsEveryTreatmentOnceAndNoneTwiceInTheSamePlaceBeforeAllPlacesWereUsed() {
    List<Place<Treatment>> places = design.order(7).rounds(6);
    Map<Integer, Long> perRound =
        places.stream().collect(Collectors.groupingBy(Place::round, Collectors.counting()));
    assertThat(perRound).hasSize(6).allSatisfy((round, count) -> assertThat(count).isEqualTo(6));
    assertThat(places.stream().map(it -> it.slot() + " " + it.arm()).distinct()).hasSize(36);
  }

  @Test
  void aLevelCanBeLeftOut() {
    assertThat(design.without("backend", "node").treatments()).hasSize(4);
    assertThat(design.without("backend", "node").factor("backend").levels())
        .containsExactly("java", "rust");
  }

  @Test
  void aTreatmentChangesOneFactorAtATime() {
    Treatment first = design.treatments().getFirst();
    assertThat(first.with("backend", "rust").toString())
        .isEqualTo("backend=rust, synchronous=full");
    assertThat(first.without("backend").toString()).isEqualTo("synchronous=full");
    assertThat(first.without("backend").without("synchronous").toString()).isEqualTo("(none)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> first.with("color", "red"))
        .withMessageContaining("color");
  }

  @Test
  void whatMakesNoDesignIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Factor.of("backend", "java", "java"))
        .withMessageContaining("levels of backend");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Factor.of(" ", "java"))
        .withMessageContaining("name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FactorialDesign.of(Factor.of("a", "x"), Factor.of("a", "y")))
        .withMessageContaining("[a, a]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> design.factor("color"))
        .withMessageContaining("color");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Factor.of("a", "x").without("x"))
        .withMessageContaining("levels of a");
  }
}
