package dev.spikebench.backends.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void theFirstReadingIsDueAtOnce() {
    assertThat(new Pace(SECOND, 0.001, 5).due(5)).isTrue();
  }

  @Test
  void aCheapReadingIsDueAfterTheLeastTime() {
    Pace pace = new Pace(SECOND, 0.001, 0);
    pace.done(10, 1_000);
    assertThat(pace.due(SECOND + 9)).isFalse();
    assertThat(pace.due(SECOND + 10)).isTrue();
  }

  @Test
  void aCostlyReadingIsSpacedToItsShareOfOneCore() {
    Pace pace = new Pace(SECOND, 0.001, 0);
    // 5 ms of CPU are a thousandth of a core over 5 s.
    pace.done(0, 5_000_000);
    assertThat(pace.due(5 * SECOND - 1)).isFalse();
    assertThat(pace.due(5 * SECOND)).isTrue();
  }

  @Test
  void aClockThatWrapsAroundDoesNoHarm() {
    long beforeWrap = Long.MAX_VALUE - 10;
    Pace pace = new Pace(SECOND, 0.001, beforeWrap);
    pace.done(beforeWrap, 0);
    assertThat(pace.due(beforeWrap + SECOND - 1)).isFalse();
    assertThat(pace.due(beforeWrap + SECOND)).isTrue();
  }
}
