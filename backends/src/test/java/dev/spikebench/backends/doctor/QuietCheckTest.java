package dev.spikebench.backends.doctor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.results.model.Measurement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class QuietCheckTest {
  private static final Measurement NONE = Measurement.of(0.0);

  @Test
  void quietMachineHasNoReasons() {
    QuietVerdict verdict = QuietCheck.judge(NONE, NONE, NONE, NONE, 2);
    assertThat(verdict.quiet()).isTrue();
    assertThat(verdict.reasons()).isEmpty();
  }

  @Test
  void everyDisturbanceIsNamed() {
    QuietVerdict verdict =
        QuietCheck.judge(
            Measurement.of(0.5), Measurement.of(0.25), Measurement.of(3.5), Measurement.of(0.4), 2);
    assertThat(verdict.quiet()).isFalse();
    assertThat(verdict.reasons()).hasSize(4);
    assertThat(verdict.reasons().getFirst()).contains("50 % of a core");
    assertThat(verdict.reasons().get(2)).contains("3.5 on 2 CPUs");
  }

  @Test
  void whatCannotBeToldIsNoDisturbance() {
    Measurement unknown = Measurement.unavailable("not told here");
    assertThat(QuietCheck.judge(unknown, unknown, unknown, unknown, 2).quiet()).isTrue();
  }

  @Test
  void pressureIsReadAsAShare() {
    Measurement pressure =
        QuietCheck.pressure("some avg10=12.50 avg60=2.35 avg300=2.59 total=25408320\n");
    assertThat(requireNonNull(pressure.value())).isEqualTo(0.125, within(1e-9));
    assertThat(QuietCheck.pressure(null).reason()).isNotBlank();
  }

  @Test
  void othersAreTheBusyTimeWithoutOurs() {
    // 100 ticks a second: in the first line 300 busy ticks, in the second 450, 5 of them stolen
    // more.
    CpuTimes before = CpuTimes.parse("cpu  100 0 200 900 0 0 0 10 0 0", 0, 40).orElseThrow();
    CpuTimes after =
        CpuTimes.parse("cpu  200 0 230 999 0 10 10 15 0 0", 1_000_000_000L, 90).orElseThrow();
    assertThat(after.othersCores(before)).isEqualTo(1.0, within(1e-9));
  }

  @Test
  void checkOfThisMachineHasAVerdict() {
    QuietVerdict verdict = QuietCheck.run(Duration.ofMillis(50));
    assertThat(verdict.quiet()).isEqualTo(verdict.reasons().isEmpty());
  }
}
