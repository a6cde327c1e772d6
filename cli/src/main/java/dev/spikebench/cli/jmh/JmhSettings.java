package dev.spikebench.cli.jmh;

import java.util.List;

/// How long and how often each benchmark runs.
///
/// @param forks fresh virtual machines a benchmark, each with its own profile and heap layout
/// @param warmUpIterations iterations that are not counted, each fork
/// @param iterations counted iterations, each fork
/// @param iterationMs length of an iteration in milliseconds
record JmhSettings(int forks, int warmUpIterations, int iterations, int iterationMs) {
  /// Enough for errors of a few per cent.
  private static final JmhSettings WHOLE = new JmhSettings(3, 3, 5, 1_000);

  /// Enough to see a factor.
  private static final JmhSettings QUICK = new JmhSettings(1, 2, 3, 300);

  /// The server's own flags, so that what is timed here is compiled and collected as it is there.
  private static final String FORK_ARGUMENTS =
      "-XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED"
          + " --sun-misc-unsafe-memory-access=allow";

  static JmhSettings of(boolean quick) {
    return quick ? QUICK : WHOLE;
  }

  /// JMH's own arguments; a benchmark that finds its answer wrong ends the process, and the
  /// allocation is measured along.
  List<String> arguments() {
    return List.of(
        "-f",
        Integer.toString(forks),
        "-wi",
        Integer.toString(warmUpIterations),
        "-i",
        Integer.toString(iterations),
        "-w",
        iterationMs + "ms",
        "-r",
        iterationMs + "ms",
        "-foe",
        "true",
        "-prof",
        "gc",
        "-to", // no iteration takes longer, unless something hangs
        "60s",
        "-jvmArgs",
        FORK_ARGUMENTS);
  }

  /// For people.
  String text() {
    return "%d forks, %d + %d iterations of %d ms each"
        .formatted(forks, warmUpIterations, iterations, iterationMs);
  }
}
