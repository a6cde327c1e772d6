package dev.spikebench.backends.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.backends.calibration.StartupAccuracy.Start;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StartupAccuracyIT {
  @TempDir Path work;

  @Test
  void everyStartIsHeldAgainstTheTargetsOwnStamp() {
    List<Start> starts = StartupAccuracy.measure(3, work);
    assertThat(starts)
        .hasSize(3)
        .allSatisfy(
            start -> {
              assertThat(start.timeToHealthy()).isPositive();
              // The answer can't have been seen before it could be given, and lies within the
              // start.
              assertThat(start.error()).isPositive().isLessThan(start.timeToHealthy());
            });
  }
}
