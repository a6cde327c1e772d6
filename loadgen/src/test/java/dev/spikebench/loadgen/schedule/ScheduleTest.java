package dev.spikebench.loadgen.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.loadgen.model.LoadException;
import dev.spikebench.loadgen.schedule.LoadMode.OpenLoop;
import java.time.Duration;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  private static final long SECOND_NS = 1_000_000_000L;

  @Test
  void constantRateIsAnEvenSpacingFromTheBeginningOn() {
    Schedule schedule = uniform("4", 5, null);

    assertThat(times(schedule, 5))
        .containsExactly(0, 250_000_000L, 500_000_000L, 750_000_000L, SECOND_NS);
    assertThat(schedule.count()).isEqualTo(5);
    assertThat(schedule.spanNs()).isEqualTo(1_250_000_000L);
    assertThat(schedule.plannedPerSecond()).isCloseTo(4, within(1e-9));
  }

  @Test
  void thirdsOfASecondDoNotDrift() {
    assertThat(times(uniform("3", 3_000_001, null), 3_000_001)[3_000_000])
        .isEqualTo(1_000_000 * SECOND_NS);
  }

  @Test
  void durationEndsThePlanBeforeItsLastMomentWhateverElseItCouldSend() {
    // Requests at 0, 0.1, … 0.9 s: the one at 1.0 s is not within the second.
    assertThat(uniform("10", 1_000, Duration.ofSeconds(1)).count()).isEqualTo(10);
    assertThat(uniform("10", 1_000, Duration.ofMillis(1_001)).count()).isEqualTo(11);
    assertThat(uniform("10", 7, Duration.ofSeconds(1)).count()).isEqualTo(7);
    assertThat(uniform("10", 7, Duration.ofSeconds(1)).spanNs()).isEqualTo(SECOND_NS);
  }

  /// From 100 to 300 a second within 2 s: N(t) = 100t + 50t², so N(1) = 150 and N(2) = 400.
  @Test
  void rampFollowsItsIntegral() {
    Schedule schedule = uniform("100:300", 10_000, Duration.ofSeconds(2));
    long[] times = times(schedule, 400);

    assertThat(schedule.count()).isEqualTo(400);
    assertThat(times[0]).isZero();
    assertThat(times[150]).isEqualTo(SECOND_NS);
    for (int tenths = 1; tenths <= 20; tenths++) {
      double t = tenths / 10.0;
      long expected = (long) Math.ceil(100 * t + 50 * t * t - 1e-9);
      long atNs = tenths * SECOND_NS / 10;
      assertThat(LongStream.of(times).filter(time -> time < atNs).count())
          .as("requests before %s s", t)
          .isEqualTo(expected);
    }
  }

  @Test
  void rampWithoutADurationTakesAsLongAsItsRequests() {
    // 200 requests at a mean of 100 a second.
    Schedule schedule = uniform("50:150", 200, null);

    assertThat(schedule.spanNs()).isEqualTo(2 * SECOND_NS);
    // N(t) = 50t + 25t² = 75 at t = 1.
    assertThat(times(schedule, 200)[75]).isEqualTo(SECOND_NS);
  }

  @Test
  void rampDownSlowsDown() {
    // N(t) = 300t - 50t² within 2 s: N(1) = 250.
    long[] times = times(uniform("300:100", 10_000, Duration.ofSeconds(2)), 400);

    assertThat(times[250]).isEqualTo(SECOND_NS);
    assertThat(times[399] - times[398]).isGreaterThan(times[1] - times[0]);
    assertThat(times).isSorted();
  }

  @Test
  void sameSeedGivesTheSameTimesAndAnotherSeedOthers() {
    assertThat(times(poisson("1000", 500, 7), 500)).isEqualTo(times(poisson("1000", 500, 7), 500));
    Schedule schedule = poisson("1000", 500, 7);
    assertThat(times(schedule, 500)).isEqualTo(times(schedule, 500));
    assertThat(times(schedule, 500)).isNotEqualTo(times(poisson("1000", 500, 8), 500));
  }

  /// Steps of a Poisson process have their mean as standard deviation; the mean of 100,000 of them
  /// is within 1 % of the true one in all but one of 600 seeds, and this one is fixed.
  @Test
  void poissonArrivalsHaveTheRateAndTheSpreadOfAPoissonProcess() {
    int count = 100_000;
    long[] times = times(poisson("1000", count, 42), count);
    double mean = (double) times[count - 1] / count;
    double squares = times[0] * (double) times[0];
    for (int i = 1; i < count; i++) {
      double step = times[i] - times[i - 1];
      squares += step * step;
    }

    assertThat(times).isSorted();
    assertThat(mean).isCloseTo(1_000_000, within(10_000.0));
    assertThat(Math.sqrt(squares / count - mean * mean)).isCloseTo(mean, within(mean / 50));
  }

  @Test
  void poissonArrivalsFollowARampToo() {
    Schedule schedule =
        Schedule.of(
            new OpenLoop(ArrivalRate.parse("1000:3000"), Arrivals.POISSON),
            3,
            1_000_000,
            Duration.ofSeconds(2));
    long[] times = times(schedule, (int) schedule.count());
    long inFirstHalf = LongStream.of(times).filter(time -> time < SECOND_NS).count();

    assertThat(times[times.length - 1]).isLessThan(2 * SECOND_NS);
    // N(1) = 1,500 and N(2) = 4,000, each give or take three standard deviations.
    assertThat(inFirstHalf).isBetween(1_384L, 1_616L);
    assertThat(schedule.count()).isBetween(3_810L, 4_190L);
  }

  @Test
  void ratesAreReadAsPeopleTypeThem() {
    assertThat(ArrivalRate.parse("500")).isEqualTo(ArrivalRate.constant(500));
    assertThat(ArrivalRate.parse("0.5").text()).isEqualTo("0.5");
    assertThat(ArrivalRate.parse("10:2000")).isEqualTo(new ArrivalRate(10, 2_000));
    assertThat(ArrivalRate.parse("10:2000").text()).isEqualTo("10:2000");
    assertThat(ArrivalRate.parse("10:30").meanPerSecond()).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "1k", "10:", ":10", "1:2:3", "1e3", "0", "2000000", "1:0"})
  void whatIsNoRateIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> ArrivalRate.parse(text))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("requests a second");
  }

  private static Schedule uniform(String rate, long requests, @Nullable Duration limit) {
    return Schedule.of(new OpenLoop(ArrivalRate.parse(rate), Arrivals.UNIFORM), 1, requests, limit);
  }

  private static Schedule poisson(String rate, long requests, long seed) {
    return Schedule.of(
        new OpenLoop(ArrivalRate.parse(rate), Arrivals.POISSON), seed, requests, null);
  }

  private static long[] times(Schedule schedule, int count) {
    Schedule.Cursor cursor = schedule.cursor();
    return LongStream.generate(cursor::nextNs).limit(count).toArray();
  }
}
