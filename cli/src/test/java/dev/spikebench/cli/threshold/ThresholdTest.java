package dev.spikebench.cli.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.results.model.Measurement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThresholdTest {
  @ParameterizedTest
  @CsvSource({
    "p99<50ms, 5e7",
    "p(95) <= 1.5s, 1.5e9",
    "p99.9<200us, 2e5",
    "from_plan.p99<1s, 1e9",
    "send_lag.max<5ms, 5e6",
    "back_filled.p(99)<2m, 1.2e11",
    "failed_rate<0.1%, 0.001",
    "failed_rate<0.01, 0.01",
    "failed==0, 0",
    "throughput>=10000, 10000",
    "requests_per_second>200/s, 200",
    "rss_peak<256MB, 268435456",
    "startup<2s, 2e9",
  })
  void aLimitIsReadInTheBaseUnitOfItsFigure(String text, double limit) {
    Threshold threshold = Threshold.parse(text);

    assertThat(threshold.limit()).isCloseTo(limit, within(limit * 1e-12));
    assertThat(threshold.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "p99<50, has no unit",
    "rss_peak<256, has no unit",
    "throughput>10ms, the unit 'ms'",
    "p99<50MB, the unit 'MB'",
    "p101<5ms, is no figure of a run",
    "p(99<5ms, is no figure of a run",
    "latency<5ms, is no figure of a run",
    "p99~5ms, is no threshold",
    "p99<, is no threshold",
    "p99<-5ms, is no threshold",
  })
  void aTextThatSaysNothingIsRefusedWithTheReason(String text, String reason) {
    assertThatThrownBy(() -> Threshold.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining(text);
  }

  @ParameterizedTest
  @CsvSource({
    "failed<5, 4, true",
    "failed<5, 5, false",
    "failed<=5, 5, true",
    "failed<=5, 6, false",
    "failed>5, 6, true",
    "failed>5, 5, false",
    "failed>=5, 5, true",
    "failed>=5, 4, false",
    "failed==5, 5, true",
    "failed==5, 4, false",
    "failed!=5, 4, true",
    "failed!=5, 5, false",
  })
  void aValueIsHeldAgainstTheLimitAsTheSignSays(String text, double value, boolean held) {
    assertThat(Threshold.parse(text).check(Measurement.of(value)).held()).isEqualTo(held);
  }

  @Test
  void aFigureThatIsNotKnownNeverPasses() {
    Threshold.Outcome outcome =
        Threshold.parse("rss_peak<1GB").check(Measurement.unavailable("no process"));

    assertThat(outcome.held()).isFalse();
    assertThat(outcome.line()).contains("BREACHED", "not known: no process");
  }

  @ParameterizedTest
  @CsvSource({
    "p99<50ms, 1e8, 100.0 ms",
    "failed_rate<1%, 0.02, 2.000 %",
    "rss_idle<1MB, 2097152, 2.000 MB",
    "throughput>10000, 9000, '9,000/s'",
  })
  void theLineTellsTheValueSeenInAUnitForPeople(String text, double value, String seen) {
    assertThat(Threshold.parse(text).check(Measurement.of(value)).line())
        .isEqualTo("BREACHED " + text + "  (" + seen + ")");
  }
}
