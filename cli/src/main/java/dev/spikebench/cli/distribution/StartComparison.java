package dev.spikebench.cli.distribution;

import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.backends.observe.IdleCriterion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Starts several commands in turn, round by round, and compares what their starts cost.
final class StartComparison {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final Path work;

  /// @param work folder for what the servers write
  StartComparison(Path work) {
    this.work = work;
  }

  /// Starts, measures and stops them.
  ///
  /// @param commands by name
  /// @param rounds how often each is started, at least once
  /// @param progress gets a line a round
  /// @return the figures by the commands' names
  Map<String, StartFigures> run(
      Map<String, List<String>> commands, int rounds, Consumer<String> progress) {
    Map<String, List<Double>> times = new LinkedHashMap<>();
    Map<String, List<Double>> memory = new LinkedHashMap<>();
    for (int round = 1; round <= rounds; round++) {
      progress.accept("start " + round + " of " + rounds);
      commands.forEach(
          (name, command) -> {
            try (RunningBackend server = PackagedServer.start(name, command, Map.of(), work)) {
              add(times, name, server.timeToHealthy().toNanos() / 1e6);
              Double rss = server.observer().awaitIdle(IdleCriterion.DEFAULT).value();
              if (rss != null) {
                add(memory, name, rss);
              }
              server.stop(STOP_LIMIT);
            }
          });
    }
    Map<String, StartFigures> figures = new LinkedHashMap<>();
    times.forEach(
        (name, values) ->
            figures.put(name, StartFigures.of(values, memory.getOrDefault(name, List.of()))));
    return figures;
  }

  private static void add(Map<String, List<Double>> values, String name, double value) {
    values.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
  }
}
