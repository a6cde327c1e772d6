package dev.spikebench.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowReaderEffectTest {
  @Test
  void ratiosAreThoseOfTheMeans() {
    SlowReaderEffect effect = effect(List.of(10L, 30L), List.of(11L, 33L));

    assertThat(effect.p99Ns(false)).isEqualTo(20);
    assertThat(effect.p99Ns(true)).isEqualTo(22);
    assertThat(effect.p99Ratio()).isCloseTo(1.1, within(1e-12));
    assertThat(effect.throughputRatio()).isCloseTo(20.0 / 22, within(0.02));
    assertThat(effect.slowReaderBytes()).isEqualTo(14);
    assertThat(effect.disconnectedAfterNs()).isEqualTo(11);
  }

  @Test
  void ingestIsSlowedWhereEveryPartWithIsAboveEveryPartWithoutByMoreThanATenth() {
    assertThat(effect(List.of(10L, 11L, 12L), List.of(14L, 15L, 16L)).slowsIngest()).isTrue();
    // One part with the slow reader was as fast as one without: that may be chance.
    assertThat(effect(List.of(10L, 11L, 14L), List.of(14L, 20L, 30L)).slowsIngest()).isFalse();
    // Apart, but by less than a tenth.
    assertThat(effect(List.of(100L, 101L), List.of(102L, 109L)).slowsIngest()).isFalse();
    assertThat(new SlowReaderEffect(List.of()).slowsIngest()).isFalse();
  }

  private static SlowReaderEffect effect(List<Long> prompt, List<Long> slow) {
    List<SlowReaderEffect.Part> parts = new ArrayList<>();
    prompt.forEach(
        p99 -> parts.add(new SlowReaderEffect.Part(false, 1_000.0 / p99, p99, 0, 1_000, 5L)));
    slow.forEach(p99 -> parts.add(new SlowReaderEffect.Part(true, 1_000.0 / p99, p99, 0, 7, p99)));
    return new SlowReaderEffect(parts);
  }
}
