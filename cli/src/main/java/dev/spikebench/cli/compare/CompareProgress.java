package dev.spikebench.cli.compare;

import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.text.Quantity;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.MetricIds;
import dev.spikebench.results.model.OpenRun;
import dev.spikebench.results.stats.precision.FixedWidth.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Tells on standard error how far a comparison is and how long it will still take. Used by one
/// thread.
final class CompareProgress {
  private final Terminal terminal;
  private final boolean quiet;
  private final List<Long> iterationNs = new ArrayList<>();

  CompareProgress(Terminal terminal, boolean quiet) {
    this.terminal = terminal;
    this.quiet = quiet;
  }

  /// One step of the work begins or ended.
  void say(String line) {
    if (!quiet) {
      terminal.err().println(line);
      terminal.err().flush();
    }
  }

  /// One iteration is over.
  ///
  /// @param total iterations planned
  /// @param tookNs its whole time, start and stop of the backend included
  void iteration(Iteration iteration, int total, long tookNs) {
    iterationNs.add(tookNs);
    Duration left = Duration.ofNanos(meanNs() * (total - iteration.sequence()));
    String width = "%" + Integer.toString(total).length() + "d";
    say(
        ("  [" + width + "/%d] %-18s %s  %s%s")
            .formatted(
                iteration.sequence(),
                total,
                iteration.backendId(),
                figures(iteration),
                iteration.valid() ? "valid" : "INVALID: " + iteration.invalidReasons().getFirst(),
                iteration.sequence() < total ? "  " + Quantity.span(left) + " left" : ""));
  }

  /// What the stopping rule says after a round.
  void widths(Decision decision) {
    switch (decision) {
      case Decision.NarrowEnough(int rounds) ->
          say(
              "  every interval of a median throughput is narrow enough after %d rounds"
                  .formatted(rounds));
      case Decision.GoOn(int rounds, String widest, double width, int expected) -> {
        if (Double.isFinite(width)) {
          say(
              "  after %d rounds the widest interval is that of %s, ±%.1f %%; %d rounds expected in all"
                  .formatted(rounds, widest, width * 100, expected));
        }
      }
      case Decision.StillTooWide(int rounds, String widest, double width) ->
          say(
              "  after %d rounds, the most allowed, the interval of %s is still ±%.1f %% wide"
                  .formatted(rounds, widest, width * 100));
    }
  }

  /// One run in an open loop is over.
  void openRun(OpenRun run) {
    say(
        "  %3.0f %% of its rate  %-18s %10s requests/s planned  %s"
            .formatted(
                run.share() * 100,
                run.backendId(),
                Quantity.rate(run.plannedPerSecond()),
                run.valid() ? "valid" : "INVALID: " + run.invalidReasons().getFirst()));
  }

  private long meanNs() {
    return (long) iterationNs.stream().mapToLong(Long::longValue).average().orElse(0);
  }

  private static String figures(Iteration iteration) {
    Double throughput = iteration.value(MetricIds.THROUGHPUT);
    Double startup = iteration.value(MetricIds.STARTUP);
    return "%10s events/s  started in %s"
        .formatted(
            throughput == null ? "-" : Quantity.rate(throughput),
            startup == null ? "-" : Quantity.milliseconds(startup));
  }
}
