package dev.spikebench.cli.calibrate;

import dev.spikebench.backends.calibration.StartupAccuracy;
import dev.spikebench.cli.calibrate.CheckResult.Reading;
import java.time.Duration;
import java.util.List;

/// What is measured of a target beside its latency.
final class TargetChecks {
  private TargetChecks() {}

  static List<Check> all() {
    return List.of(new StartUp());
  }

  /// Bar: start-up within 5 ms of the server's own stamp.
  private static final class StartUp implements Check {
    private static final double NS_PER_MS = 1e6;
    private static final int STARTS = 10;
    private static final int STARTS_QUICK = 3;

    @Override
    public String id() {
      return "start-up";
    }

    @Override
    public String question() {
      return "is the time to healthy the one that the server stamps itself?";
    }

    @Override
    public CheckResult run(Bench bench) {
      List<Double> errors =
          StartupAccuracy.measure(bench.quick() ? STARTS_QUICK : STARTS, bench.workDirectory())
              .stream()
              .map(StartupAccuracy.Start::error)
              .map(TargetChecks::milliseconds)
              .sorted()
              .toList();
      return CheckResult.of(
          id(),
          question(),
          List.of(
              Reading.near(
                  "error, ms, median of %d starts".formatted(errors.size()),
                  errors.get(errors.size() / 2),
                  0,
                  5),
              Reading.atMost("largest error, ms", errors.getLast(), 50)));
    }
  }

  private static double milliseconds(Duration time) {
    return time.toNanos() / StartUp.NS_PER_MS;
  }
}
