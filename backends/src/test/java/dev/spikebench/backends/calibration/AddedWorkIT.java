package dev.spikebench.backends.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.LaunchPlan;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.backends.process.ProcFs;
import dev.spikebench.backends.process.StopSignal;
import dev.spikebench.backends.testing.TestBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "CPU time of a process is told by Linux alone")
class AddedWorkIT {
  private static final double SHARE = 0.5;

  @TempDir private Path folder;

  @Test
  void aShareOfTheBackendsOwnCpuTimeIsAddedAndNothingIsLeftRunning() {
    ProcessHandle child;
    try (RunningBackend backend = launch(SHARE)) {
      child = backend.process().children().findFirst().orElseThrow();
      long own = backend.pid();
      long other = child.pid();
      long ownBefore = ticks(own);
      long otherBefore = ticks(other);
      // What it owes for the child's last second, but for what is under way.
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  ticks(other) - otherBefore > 100
                      && ticks(own) - ownBefore >= 0.9 * SHARE * (ticks(other) - otherBefore));
      assertThat(ticks(own)).isLessThan(ticks(other));
    }
    assertThat(child.isAlive()).isFalse();
  }

  private RunningBackend launch(double share) {
    LaunchPlan plan =
        new LaunchPlan(
            "burning",
            AddedWork.around(share, TestBackend.command("burn")),
            null,
            Map.of(),
            null,
            "/api/health",
            StopSignal.TERM);
    return BackendLauncher.launch(plan, LaunchOptions.in(folder));
  }

  private static long ticks(long pid) {
    return Objects.requireNonNull(ProcFs.stat(pid), "it runs").cpuTicks();
  }
}
