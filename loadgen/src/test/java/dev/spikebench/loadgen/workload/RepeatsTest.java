package dev.spikebench.loadgen.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatsTest {
  private static final int EVENTS = 20_000;

  @Test
  void withoutAShareEveryEventIsItsOwn() {
    Repeats repeats = new Repeats(0, 1);

    for (long index = 0; index < 1_000; index++) {
      assertThat(repeats.sourceOf(index)).isEqualTo(index);
    }
    assertThat(repeats.among(EVENTS)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 0.9})
  void theCountIsThatOfTheEventsWhoseSourceCameBefore(double share) {
    Repeats repeats = new Repeats(share, 5);
    Set<Long> sources = new HashSet<>();
    long repeated = 0;
    for (long index = 0; index < EVENTS; index++) {
      long source = repeats.sourceOf(index);
      assertThat(source).isLessThanOrEqualTo(index);
      // What is sent again has been sent before, as itself.
      assertThat(repeats.sourceOf(source)).isEqualTo(source);
      repeated += sources.add(source) ? 0 : 1;
    }

    assertThat(repeats.among(EVENTS)).isEqualTo(repeated);
    // Four standard deviations of a binomial count of 20,000 are at most 283.
    assertThat(repeated).isBetween((long) (share * EVENTS) - 283, (long) (share * EVENTS) + 283);
  }

  @Test
  void thePartOfARunThatWasSentHasACountOfItsOwn() {
    Repeats repeats = new Repeats(0.3, 5);

    assertThat(repeats.among(1)).isZero();
    assertThat(repeats.among(EVENTS / 2)).isBetween(1L, repeats.among(EVENTS) - 1);
  }
}
