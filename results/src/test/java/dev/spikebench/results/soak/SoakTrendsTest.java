package dev.spikebench.results.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.results.stats.trend.Growth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoakTrendsTest {
  private static final double MB = 1024.0 * 1024.0;
  private static final int MINUTES = 30;

  @Test
  void memoryThatSettlesIsStable() {
    // 200 MB taken over the first three minutes, then noise of a megabyte.
    List<SoakInterval> rows =
        rows(minute -> 300 - 200 * Math.exp(-minute) + (minute * 7 % 3) / 3.0);

    List<SoakTrend> trends = SoakTrends.of(rows, SoakExamples.plan(), SoakLimits.DEFAULT);

    assertThat(trends)
        .extracting(SoakTrend::resource)
        .containsExactly("rss", "openFiles", "threads");
    assertThat(trends).extracting(SoakTrend::growth).containsOnly(Growth.STABLE);
    assertThat(trends.getFirst().intervals()).isEqualTo(25);
    assertThat(SoakTrends.verdict(trends)).isEqualTo(Growth.STABLE);
  }

  @Test
  void memoryThatGrowsIsALeakWithItsSlope() {
    List<SoakInterval> rows = rows(minute -> 300 + 2 * minute + (minute * 7 % 3) / 3.0);

    List<SoakTrend> trends = SoakTrends.of(rows, SoakExamples.plan(), SoakLimits.DEFAULT);

    Double perHour = trends.getFirst().perHour();
    assertThat(perHour).isNotNull().isCloseTo(120 * MB, within(2 * MB));
    assertThat(trends.getFirst().low()).isLessThanOrEqualTo(perHour);
    assertThat(SoakTrends.verdict(trends)).isEqualTo(Growth.LEAK);
  }

  @Test
  void onlyTheLongestLifeCounts() {
    List<SoakInterval> rows = new ArrayList<>();
    for (int minute = 0; minute < 5; minute++) {
      rows.add(SoakExamples.row(minute * 60.0, 60, 1, 100 + 50 * minute));
    }
    for (int minute = 5; minute < MINUTES; minute++) {
      rows.add(SoakExamples.row(minute * 60.0, 60, 2, 100 + minute % 2));
    }

    List<SoakTrend> trends = SoakTrends.of(rows, SoakExamples.plan(), SoakLimits.DEFAULT);

    assertThat(trends.getFirst().intervals()).isEqualTo(20);
    assertThat(SoakTrends.verdict(trends)).isEqualTo(Growth.STABLE);
  }

  @Test
  void tooShortOrUnknownIsNotJudged() {
    List<SoakInterval> steep = rows(minute -> 300 + 100 * minute).subList(0, 12);
    assertThat(SoakTrends.verdict(SoakTrends.of(steep, SoakExamples.plan(), SoakLimits.DEFAULT)))
        .as("seven minutes after settling")
        .isEqualTo(Growth.CANNOT_TELL);
    assertThat(
            SoakTrends.verdict(
                SoakTrends.of(
                    steep, SoakExamples.plan(), SoakLimits.DEFAULT.withLeastSeconds(7 * 60))))
        .isEqualTo(Growth.LEAK);
    assertThat(SoakTrends.of(List.of(), SoakExamples.plan(), SoakLimits.DEFAULT))
        .extracting(SoakTrend::growth)
        .containsOnly(Growth.CANNOT_TELL);
  }

  @Test
  void stumpOfAnIntervalIsLeftOut() {
    List<SoakInterval> rows = new ArrayList<>(rows(minute -> 300 + minute % 2));
    rows.add(SoakExamples.row(MINUTES * 60.0, 1, 1, 900));

    assertThat(SoakTrends.of(rows, SoakExamples.plan(), SoakLimits.DEFAULT).getFirst().intervals())
        .isEqualTo(25);
  }

  @Test
  void weeksAreThinnedAndKeepTheirSlope() {
    List<SoakInterval> rows = new ArrayList<>();
    for (int minute = 0; minute < 10_080; minute++) {
      rows.add(SoakExamples.row(minute * 60.0, 60, 1, 300 + minute * 1.2));
    }
    SoakTrend rss = SoakTrends.of(rows, SoakExamples.plan(), SoakLimits.DEFAULT).getFirst();

    assertThat(rss.perHour()).isNotNull().isCloseTo(72 * MB, within(0.1 * MB));
    assertThat(rss.growth()).isEqualTo(Growth.LEAK);
  }

  private interface Megabytes {
    double at(int minute);
  }

  private static List<SoakInterval> rows(Megabytes megabytes) {
    List<SoakInterval> rows = new ArrayList<>();
    for (int minute = 0; minute < MINUTES; minute++) {
      rows.add(SoakExamples.row(minute * 60.0, 60, 1, megabytes.at(minute)));
    }
    return rows;
  }
}
