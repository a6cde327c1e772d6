package dev.spikebench.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.model.Identity;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.LoadCounts;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.MetricIds;
import dev.spikebench.results.stats.precision.FixedWidth;
import dev.spikebench.results.stats.precision.FixedWidth.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UntilNarrowTest {
  private static final List<String> BACKENDS = List.of("a", "b");
  private static final FixedWidth FIVE_PERCENT = new FixedWidth(0.05, 10, 100, 0.95);

  private final UntilNarrow rule = new UntilNarrow(FIVE_PERCENT, BACKENDS);
  private final List<Iteration> iterations = new ArrayList<>();

  @Test
  void nothingIsKnownBeforeTheFirstRound() {
    assertThat(rule.after(iterations)).isInstanceOf(Decision.GoOn.class);
  }

  @Test
  void narrowIntervalsOfAllBackendsEndTheRun() {
    rounds(1, 10, 1);
    assertThat(rule.after(iterations)).isEqualTo(new Decision.NarrowEnough(10));
  }

  @Test
  void aWideIntervalOfOneBackendKeepsItGoing() {
    rounds(1, 10, 300);
    assertThat(rule.after(iterations))
        .isInstanceOfSatisfying(
            Decision.GoOn.class, goOn -> assertThat(goOn.widest()).isEqualTo("b"));
  }

  @Test
  void aRoundWithAnInvalidIterationDoesNotCount() {
    rounds(1, 9, 1);
    iterations.add(iteration(10, 1, "a", true, 1_000));
    iterations.add(iteration(10, 2, "b", false, 1_000));
    assertThat(rule.after(iterations)).isInstanceOf(Decision.GoOn.class);

    rounds(11, 11, 1);
    assertThat(rule.after(iterations)).isEqualTo(new Decision.NarrowEnough(10));
  }

  /// Rounds in which `a` is steady and `b` varies by so many events a second to either side.
  private void rounds(int first, int last, double spread) {
    for (int round = first; round <= last; round++) {
      iterations.add(iteration(round, 1, "a", true, 1_000));
      iterations.add(iteration(round, 2, "b", true, 1_000 + (round % 2 == 0 ? spread : -spread)));
    }
  }

  private static Iteration iteration(
      int round, int slot, String backend, boolean valid, double rate) {
    return new Iteration(
        2 * round + slot - 2,
        round,
        slot,
        backend,
        Instant.EPOCH,
        valid,
        valid ? List.of() : List.of("it does not count"),
        null,
        new LoadCounts(100, 100, 100L, 2, 0, 0),
        1_000_000,
        Map.of(MetricIds.THROUGHPUT, Measurement.of(rate)),
        null,
        null,
        new Identity(1, true));
  }
}
