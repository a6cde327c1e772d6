package dev.spikebench.backends.process;

import dev.spikebench.backends.BackendsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Stops a process without ending it, and lets it go on: it then looks as one does that waits for a
/// disk or a long collection. Needs the program `kill`, which every Unix has. Thread-safe.
public final class Suspension {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private Suspension() {}

  /// Stops it where it stands.
  ///
  /// @throws BackendsException if that can't be done
  public static void stop(long pid) {
    send("STOP", pid);
  }

  /// Lets it go on.
  ///
  /// @throws BackendsException if that can't be done
  public static void goOn(long pid) {
    send("CONT", pid);
  }

  private static void send(String signal, long pid) {
    if (CommandOutput.of(List.of("kill", "-s", signal, Long.toString(pid)), null, Map.of(), TIMEOUT)
        .isEmpty()) {
      throw new BackendsException("process " + pid + " can't be sent the signal " + signal);
    }
  }
}
