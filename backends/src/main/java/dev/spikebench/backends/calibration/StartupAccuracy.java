package dev.spikebench.backends.calibration;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.FreePort;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.LaunchPlan;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.backends.observe.ClockAnchor;
import dev.spikebench.backends.process.StopSignal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// How far measured start-ups are from the truth on this machine: starts [StampingTarget], which
/// says itself from when on it could answer, and compares. Thread-safe: no state.
public final class StartupAccuracy {
  private static final Duration STAMP_TIMEOUT = Duration.ofSeconds(10);
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private StartupAccuracy() {}

  /// One start.
  ///
  /// @param timeToHealthy what was measured, from the spawning to the first 200
  /// @param error how much later the 200 was seen than the target could have given it, by the wall
  ///   clock of this machine
  public record Start(Duration timeToHealthy, Duration error) {}

  /// Starts the target again and again, a fresh process each time.
  ///
  /// @param starts how often
  /// @param workDirectory folder for the runs, made where it is missing
  /// @return one entry a start, in order
  /// @throws BackendsException if a start failed
  public static List<Start> measure(int starts, Path workDirectory) {
    List<Start> measured = new ArrayList<>();
    for (int start = 0; start < starts; start++) {
      measured.add(measureOnce(workDirectory));
    }
    return List.copyOf(measured);
  }

  private static Start measureOnce(Path workDirectory) {
    ClockAnchor anchor = ClockAnchor.now();
    try (RunningBackend target =
        BackendLauncher.launch(plan(FreePort.find()), LaunchOptions.in(workDirectory))) {
      Instant seen = anchor.at(target.healthyNs());
      return new Start(target.timeToHealthy(), Duration.between(stamp(target), seen));
    }
  }

  private static LaunchPlan plan(int port) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new LaunchPlan(
        "stamping-target",
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classes().toString(),
            StampingTarget.class.getName(),
            Integer.toString(port)),
        null,
        Map.of(),
        URI.create("http://127.0.0.1:" + port),
        "/",
        StopSignal.TERM);
  }

  /// The target prints its stamp after its first answer, so it is waited for before the target is
  /// ended.
  private static Instant stamp(RunningBackend target) {
    long deadlineNs = System.nanoTime() + STAMP_TIMEOUT.toNanos();
    Optional<Instant> stamp = printedStamp(target);
    while (stamp.isEmpty() && System.nanoTime() - deadlineNs < 0) {
      LockSupport.parkNanos(POLL_NS);
      stamp = printedStamp(target);
    }
    return stamp.orElseThrow(
        () -> new BackendsException("the stamping target printed " + target.lastOutput()));
  }

  private static Optional<Instant> printedStamp(RunningBackend target) {
    return target.lastOutput().stream()
        .filter(line -> line.startsWith(StampingTarget.STAMP))
        .map(line -> Instant.parse(line.substring(StampingTarget.STAMP.length())))
        .findFirst();
  }

  private static Path classes() {
    try {
      return Path.of(
          StampingTarget.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the classes of the stamping target have no place", e);
    }
  }
}
