package dev.spikebench.cli.study;

import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.text.Quantity;
import dev.spikebench.results.design.BalancedOrder.Place;
import dev.spikebench.results.design.Treatment;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.MetricIds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells on standard error how far a study is and how long it will still take. Used by one thread.
final class StudyProgress {
  private final Terminal terminal;
  private final boolean quiet;
  private final Map<Treatment, Spent> spent = new HashMap<>();

  private record Spent(long totalNs, int times) {
    Spent plus(Spent other) {
      return new Spent(totalNs + other.totalNs, times + other.times);
    }
  }

  StudyProgress(Terminal terminal, boolean quiet) {
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

  /// One measurement is over.
  ///
  /// @param tookNs its whole time, start and stop of the backend included
  /// @param left what is still to be measured
  void cell(Place<Treatment> place, Iteration iteration, long tookNs, List<Treatment> left) {
    spent.merge(place.arm(), new Spent(tookNs, 1), Spent::plus);
    int total = place.sequence() + left.size();
    String width = "%" + Integer.toString(total).length() + "d";
    say(
        ("  [" + width + "/%d] round %d  %s  %10s events/s  %s%s")
            .formatted(
                place.sequence(),
                total,
                place.round(),
                String.join(" ", place.arm().levels().values()),
                throughput(iteration),
                iteration.valid() ? "valid" : "INVALID: " + iteration.invalidReasons().getFirst(),
                left.isEmpty() ? "" : "  " + Quantity.span(timeFor(left)) + " left"));
  }

  /// A treatment that was measured before takes as long as it did; any other as long as the mean.
  private Duration timeFor(List<Treatment> left) {
    Spent all = spent.values().stream().reduce(new Spent(0, 0), Spent::plus);
    long leftNs = 0;
    for (Treatment treatment : left) {
      Spent known = spent.getOrDefault(treatment, all);
      leftNs += known.totalNs() / known.times();
    }
    return Duration.ofNanos(leftNs);
  }

  private static String throughput(Iteration iteration) {
    return Optional.ofNullable(iteration.value(MetricIds.THROUGHPUT))
        .map(Quantity::rate)
        .orElse("-");
  }
}
