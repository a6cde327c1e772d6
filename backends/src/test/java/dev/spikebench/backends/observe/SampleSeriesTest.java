package dev.spikebench.backends.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SampleSeriesTest {
  @Test
  void keepsEverySampleWhileThereIsRoom() {
    SampleSeries series = filled(8, 8);
    assertThat(times(series)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(series.stride()).isEqualTo(1);
  }

  @Test
  void aFullSeriesDropsEverySecondSampleAndGoesOnAtHalfTheRate() {
    SampleSeries series = filled(8, 13);
    assertThat(times(series)).containsExactly(0L, 2L, 4L, 6L, 8L, 10L, 12L);
    assertThat(series.stride()).isEqualTo(2);
  }

  @Test
  void aSeriesOfOddCapacityStaysEvenToo() {
    SampleSeries series = filled(5, 12);
    assertThat(times(series)).containsExactly(0L, 4L, 8L);
    assertThat(series.stride()).isEqualTo(4);
  }

  @Test
  void aLongRunIsCoveredEvenlyInBoundedSpace() {
    SampleSeries series = filled(100, 1_000_000);
    List<Long> times = times(series);
    assertThat(times).hasSizeBetween(50, 100).startsWith(0L);
    for (int index = 1; index < times.size(); index++) {
      assertThat(times.get(index) - times.get(index - 1)).isEqualTo(series.stride());
    }
    assertThat(times.getLast()).isGreaterThan(1_000_000 - 1 - series.stride());
  }

  @Test
  void aSeriesWithoutRoomIsRefused() {
    assertThatThrownBy(() -> new SampleSeries(1)).hasMessageContaining("capacity");
  }

  private static SampleSeries filled(int capacity, int samples) {
    SampleSeries series = new SampleSeries(capacity);
    for (int sample = 0; sample < samples; sample++) {
      series.sampled(new TargetSample(sample, 1, 1L, 1L, 1L, 0L, null, null));
    }
    return series;
  }

  private static List<Long> times(SampleSeries series) {
    return series.samples().stream().map(TargetSample::atNs).toList();
  }
}
