package dev.spikebench.results.stats.paired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.results.model.Direction;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.paired.SubRound.Slice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderEffectTest {

  private static final Confidence NINETY_FIVE = Confidence.of(0.95);

  @Test
  void aPenaltyForTheFirstSlotIsFoundBesideADifferenceBetweenArms() {
    List<SubRound> subRounds = new ArrayList<>();
    for (int epoch = 1; epoch <= 8; epoch++) {
      for (int turn = 0; turn < 4; turn++) {
        boolean swapped = turn % 2 == 0;
        double penalty = 1.04;
        subRounds.add(
            swapped
                ? round(epoch, Slice.of("slow", 200 * penalty), Slice.of("fast", 100))
                : round(epoch, Slice.of("fast", 100 * penalty), Slice.of("slow", 200)));
      }
    }
    OrderEffect.Measured effect = measured(subRounds, Direction.LOWER_IS_BETTER);
    assertThat(effect.confounded()).isFalse();
    assertThat(effect.firstAgainstLast().ratio()).isCloseTo(1.04, within(1e-9));
    assertThat(effect.firstAgainstLast().differs()).isTrue();
  }

  @Test
  void aDifferenceBetweenArmsAloneIsNoEffectOfTheOrder() {
    List<SubRound> subRounds = new ArrayList<>();
    for (int epoch = 1; epoch <= 8; epoch++) {
      // Unevenly often first: three of four.
      for (int turn = 0; turn < 4; turn++) {
        subRounds.add(
            turn == 0
                ? round(epoch, Slice.of("slow", 200), Slice.of("fast", 100))
                : round(epoch, Slice.of("fast", 100), Slice.of("slow", 200)));
      }
    }
    assertThat(measured(subRounds, Direction.LOWER_IS_BETTER).firstAgainstLast().estimate())
        .isCloseTo(0, within(1e-12));
  }

  @Test
  void aFixedOrderCannotBeToldFromADifferenceBetweenArms() {
    List<SubRound> subRounds = new ArrayList<>();
    for (int epoch = 1; epoch <= 8; epoch++) {
      subRounds.add(round(epoch, Slice.of("a", 105), Slice.of("b", 101), Slice.of("c", 100)));
    }
    OrderEffect.Measured effect = measured(subRounds, Direction.LOWER_IS_BETTER);
    assertThat(effect.confounded()).isTrue();
    assertThat(effect.firstAgainstLast().ratio()).isCloseTo(1.05, within(1e-9));
    assertThat(measured(subRounds, Direction.HIGHER_IS_BETTER).firstAgainstLast().ratio())
        .isCloseTo(1 / 1.05, within(1e-9));
  }

  @Test
  void subRoundsThatCannotBeUsedAreLeftOut() {
    List<SubRound> subRounds =
        List.of(
            round(1, Slice.of("a", 105)),
            round(1, Slice.of("a", 105), new Slice("b", null, null)),
            round(1, Slice.of("a", 105), Slice.of("b", 0)),
            round(1, Slice.of("a", 105), new Slice("b", 5.0, "the load generator was the limit")));
    assertThat(OrderEffect.of(subRounds, Direction.LOWER_IS_BETTER, NINETY_FIVE))
        .isEqualTo(new OrderEffect.Unknown());
    assertThat(EpochRatios.ofSlices(subRounds, "a", "b", Direction.LOWER_IS_BETTER))
        .isEqualTo(new EpochRatios(List.of(), List.of(1)));
  }

  @Test
  void anEpochsRatioIsTheMedianOfTheRatiosWithinItsSubRounds() {
    List<SubRound> subRounds =
        List.of(
            round(4, Slice.of("a", 200), Slice.of("b", 100)),
            round(4, Slice.of("b", 1_000), Slice.of("a", 3_000)),
            round(4, Slice.of("a", 80), Slice.of("b", 10)));
    EpochRatios ratios = EpochRatios.ofSlices(subRounds, "a", "b", Direction.LOWER_IS_BETTER);
    assertThat(ratios.epochs())
        .singleElement()
        .isEqualTo(new EpochRatios.EpochRatio(4, Math.log(3), 100));
    assertThat(ratios.typicalReference()).contains(100.0);
    assertThat(ratios.upTo(3).epochs()).isEmpty();
  }

  private static SubRound round(int epoch, Slice... slices) {
    return new SubRound(epoch, List.of(slices));
  }

  private static OrderEffect.Measured measured(List<SubRound> subRounds, Direction direction) {
    OrderEffect effect = OrderEffect.of(subRounds, direction, NINETY_FIVE);
    assertThat(effect).isInstanceOf(OrderEffect.Measured.class);
    return (OrderEffect.Measured) effect;
  }
}
