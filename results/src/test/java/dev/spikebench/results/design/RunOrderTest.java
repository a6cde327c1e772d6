package dev.spikebench.results.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spikebench.results.design.RunOrder.Slot;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RunOrderTest {

  private static final List<String> THREE = List.of("java", "node", "rust");

  @Test
  void everyRoundMeasuresEveryBackendOnce() {
    Map<Integer, Set<String>> rounds = new TreeMap<>();
    for (Slot slot : RunOrder.schedule(THREE, 10, 42)) {
      assertThat(rounds.computeIfAbsent(slot.round(), it -> new HashSet<>()).add(slot.backendId()))
          .isTrue();
    }
    assertThat(rounds).hasSize(10).allSatisfy((round, ids) -> assertThat(ids).hasSize(3));
  }

  @Test
  void sequenceRoundAndSlotCountFromOne() {
    assertThat(RunOrder.schedule(THREE, 2, 42))
        .extracting(it -> it.sequence() + "/" + it.round() + "/" + it.slot())
        .containsExactly("1/1/1", "2/1/2", "3/1/3", "4/2/1", "5/2/2", "6/2/3");
  }

  @Test
  void everyBackendIsInEveryPlaceEquallyOftenGiveOrTakeOne() {
    for (int backends = 1; backends <= 5; backends++) {
      List<String> ids = LongStream.range(0, backends).mapToObj(it -> "b" + it).toList();
      for (int rounds = 1; rounds <= 12; rounds++) {
        int least = rounds / backends;
        int most = (rounds + backends - 1) / backends;
        Map<String, Long> counts =
            RunOrder.schedule(ids, rounds, 7).stream()
                .collect(
                    Collectors.groupingBy(
                        it -> it.backendId() + "@" + it.slot(), Collectors.counting()));
        if (least > 0) {
          assertThat(counts).hasSize(backends * backends);
        }
        assertThat(counts.values())
            .allSatisfy(it -> assertThat(it).isBetween((long) least, (long) most));
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameOrderOnEverySystem() {
    assertThat(orderOf(42)).isEqualTo(orderOf(42));
    assertThat(orderOf(42))
        .isEqualTo("java rust node rust node java node java rust java rust node");
  }

  @Test
  void seedsReachEveryOrderOfTheFirstRound() {
    Set<String> firstRounds =
        LongStream.range(0, 200)
            .mapToObj(seed -> orderOf(seed).substring(0, 14))
            .collect(Collectors.toSet());
    assertThat(firstRounds).hasSize(6);
  }

  @Test
  void whoeverFollowsWhomChangesFromSquareToSquare() {
    Map<String, Long> followers =
        RunOrder.schedule(THREE, 300, 1).stream()
            .collect(Collectors.groupingBy(Slot::round))
            .values()
            .stream()
            .map(it -> it.get(0).backendId() + ">" + it.get(1).backendId())
            .collect(Collectors.groupingBy(it -> it, Collectors.counting()));
    assertThat(followers)
        .hasSize(6)
        .allSatisfy((pair, count) -> assertThat(count).isBetween(30L, 70L));
  }

  @Test
  void argumentsThatMakeNoOrderAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunOrder.schedule(List.of("a", "a"), 1, 1))
        .withMessageContaining("backendIds");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunOrder.schedule(List.of(), 1, 1))
        .withMessageContaining("backendIds");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunOrder.schedule(THREE, 0, 1))
        .withMessageContaining("rounds");
  }

  private static String orderOf(long seed) {
    return RunOrder.schedule(THREE, 4, seed).stream()
        .map(Slot::backendId)
        .collect(Collectors.joining(" "));
  }
}
