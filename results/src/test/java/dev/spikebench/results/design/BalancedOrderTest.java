package dev.spikebench.results.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spikebench.results.design.BalancedOrder.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

class BalancedOrderTest {

  private final BalancedOrder<String> order = new BalancedOrder<>(List.of("a", "b", "c"), 42);

  @Test
  void moreRoundsLeaveTheEarlierOnesAsTheyWere() {
    List<Place<String>> many = order.rounds(20);
    for (int rounds = 1; rounds < 20; rounds++) {
      assertThat(order.rounds(rounds)).isEqualTo(many.subList(0, 3 * rounds));
    }
  }

  @Test
  void anInterruptedRunGoesOnWhereItStopped() {
    List<Place<String>> all = order.rounds(4);
    for (int done = 0; done <= all.size(); done++) {
      assertThat(order.rest(done, 4)).isEqualTo(all.subList(done, all.size()));
    }
  }

  @Test
  void aRoundCanBeAskedForAlone() {
    assertThat(order.round(3))
        .isEqualTo(order.rounds(3).subList(6, 9).stream().map(Place::arm).toList());
  }

  @Test
  void backendsStandInTheOrderThatEarlierVersionsGave() {
    assertThat(order.rounds(4).stream().map(Place::arm))
        .containsExactlyElementsOf(
            RunOrder.schedule(List.of("a", "b", "c"), 4, 42).stream()
                .map(RunOrder.Slot::backendId)
                .toList());
  }

  @Test
  void argumentsThatMakeNoOrderAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BalancedOrder<>(List.of(), 1))
        .withMessageContaining("arms");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BalancedOrder<>(List.of("a", "a"), 1))
        .withMessageContaining("distinct");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order.rest(13, 4))
        .withMessageContaining("done");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order.rounds(0))
        .withMessageContaining("rounds");
  }
}
