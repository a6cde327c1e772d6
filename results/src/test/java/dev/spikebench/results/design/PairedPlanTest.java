package dev.spikebench.results.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spikebench.results.design.PairedPlan.Slice;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedPlanTest {

  private static final Arm BASE = new Arm("base", Arm.Role.BASELINE);
  private static final Arm CONTROL = new Arm("base-again", Arm.Role.CONTROL);
  private static final Arm CANDIDATE = new Arm("candidate", Arm.Role.CANDIDATE);

  private final PairedPlan plan = new PairedPlan(List.of(BASE, CONTROL, CANDIDATE), 10, 5);

  @Test
  void everySubRoundHasOneSliceOfEveryArm() {
    Map<Integer, List<Slice>> subRounds =
        plan.slices(2).stream().collect(Collectors.groupingBy(Slice::subRound));
    assertThat(subRounds.keySet())
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 10).boxed().toList());
    assertThat(subRounds.values())
        .allSatisfy(
            it -> {
              assertThat(it).extracting(Slice::slot).containsExactly(1, 2, 3);
              assertThat(it).extracting(Slice::arm).doesNotHaveDuplicates();
              assertThat(it).extracting(Slice::epoch).containsOnly(2);
            });
  }

  @Test
  void overTheSessionEveryArmIsInEveryPlaceEquallyOftenGiveOrTakeOne() {
    Map<String, Long> counts =
        IntStream.rangeClosed(1, 8)
            .boxed()
            .flatMap(it -> plan.slices(it).stream())
            .collect(
                Collectors.groupingBy(
                    it -> it.arm().id() + "@" + it.slot(), Collectors.counting()));
    // 80 sub-rounds over three places.
    assertThat(counts)
        .hasSize(9)
        .allSatisfy((place, count) -> assertThat(count).isBetween(26L, 27L));
  }

  @Test
  void startsHaveAnOrderOfTheirOwn() {
    List<List<Arm>> starts = IntStream.rangeClosed(1, 6).mapToObj(plan::starts).toList();
    List<List<Arm>> firstSubRounds =
        IntStream.rangeClosed(1, 6)
            .mapToObj(it -> plan.slices(it).subList(0, 3).stream().map(Slice::arm).toList())
            .toList();
    assertThat(starts).isNotEqualTo(firstSubRounds);
    assertThat(starts.stream().limit(3).map(List::getFirst))
        .containsExactlyInAnyOrder(BASE, CONTROL, CANDIDATE);
  }

  @Test
  void theAuditFindsTheOrderInterleaved() {
    List<List<String>> rounds =
        IntStream.rangeClosed(1, 8)
            .boxed()
            .flatMap(it -> plan.slices(it).stream())
            .collect(Collectors.groupingBy(it -> it.epoch() * 100 + it.subRound()))
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .map(it -> it.getValue().stream().map(slice -> slice.arm().id()).toList())
            .toList();
    assertThat(OrderAudit.of(rounds)).isEqualTo(new OrderAudit.Interleaved());
  }

  @Test
  void measurementsInBlocksAreFoundOut() {
    List<String> a = List.of("a");
    List<String> b = List.of("b");
    assertThat(OrderAudit.of(List.of(a, a, a, a, b, b, b, b)))
        .isEqualTo(new OrderAudit.Blocked("a"));
    // Two in a row happen where rounds meet.
    assertThat(OrderAudit.of(List.of(List.of("a", "b"), List.of("b", "a"))))
        .isEqualTo(new OrderAudit.Interleaved());
    // A single arm has nothing to be confused with.
    assertThat(OrderAudit.of(List.of(a, a, a))).isEqualTo(new OrderAudit.Interleaved());
  }

  @Test
  void anOrderThatNeverChangesIsFoundOut() {
    List<String> round = List.of("a", "b", "c");
    assertThat(OrderAudit.of(List.of(round, round)))
        .isEqualTo(new OrderAudit.FixedOrder(List.of("a", "c")));
  }

  @Test
  void plansWithoutBaselineControlOrCandidateAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PairedPlan(List.of(BASE, CANDIDATE), 10, 5))
        .withMessageContaining("CONTROL");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PairedPlan(List.of(CONTROL, CANDIDATE), 10, 5))
        .withMessageContaining("BASELINE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PairedPlan(List.of(BASE, CONTROL), 10, 5))
        .withMessageContaining("candidate");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PairedPlan(List.of(BASE, BASE), 10, 5))
        .withMessageContaining("distinct");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PairedPlan(List.of(BASE, CONTROL, CANDIDATE), 0, 5))
        .withMessageContaining("slicesPerEpoch");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan.slices(0))
        .withMessageContaining("epoch");
  }
}
