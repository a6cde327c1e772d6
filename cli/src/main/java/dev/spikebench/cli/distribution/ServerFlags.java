package dev.spikebench.cli.distribution;

import java.util.List;

/// The flags that the distribution's Java runs with, in training as in use; `docs/performance.md`
/// says what each gave.
final class ServerFlags {
  static final List<String> ALL =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx512m",
          // SQLite does the larger part of the work, in its own code: what the second compiler
          // makes faster is less than what it costs beside the load.
          "-XX:TieredStopAtLevel=1",
          // What a request needs is garbage when it is answered: a small young generation takes it.
          "-XX:NewSize=8m",
          "-XX:MaxNewSize=32m",
          "-XX:+UseCompactObjectHeaders",
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /// Those that `java-undertow-jar` in `backends/` starts the plain archive with.
  static final List<String> PLAIN =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx512m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private ServerFlags() {}
}
