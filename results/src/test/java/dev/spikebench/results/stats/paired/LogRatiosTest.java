package dev.spikebench.results.stats.paired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spikebench.results.model.Direction;
import org.junit.jupiter.api.Test;

class LogRatiosTest {

  @Test
  void aboveZeroIsWorseWhicheverWayTheMetricGetsBetter() {
    assertThat(LogRatios.worse(20.0, 10.0, Direction.LOWER_IS_BETTER)).contains(Math.log(2));
    assertThat(LogRatios.worse(20.0, 10.0, Direction.HIGHER_IS_BETTER)).contains(-Math.log(2));
    assertThat(LogRatios.worse(10.0, 10.0, Direction.HIGHER_IS_BETTER)).contains(0.0);
  }

  @Test
  void valuesWithoutARatioGiveNone() {
    assertThat(LogRatios.worse(null, 1.0, Direction.LOWER_IS_BETTER)).isEmpty();
    assertThat(LogRatios.worse(1.0, null, Direction.LOWER_IS_BETTER)).isEmpty();
    assertThat(LogRatios.worse(0.0, 1.0, Direction.LOWER_IS_BETTER)).isEmpty();
    assertThat(LogRatios.worse(1.0, 0.0, Direction.LOWER_IS_BETTER)).isEmpty();
    assertThat(LogRatios.worse(-1.0, 1.0, Direction.LOWER_IS_BETTER)).isEmpty();
    assertThat(LogRatios.worse(Double.NaN, 1.0, Direction.LOWER_IS_BETTER)).isEmpty();
    assertThat(LogRatios.worse(1e300, 1e-300, Direction.LOWER_IS_BETTER)).isEmpty();
  }

  @Test
  void anInformationalMetricHasNoWorse() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogRatios.worse(1.0, 1.0, Direction.INFORMATIONAL))
        .withMessageContaining("direction");
  }
}
