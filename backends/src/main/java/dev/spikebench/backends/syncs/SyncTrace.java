package dev.spikebench.backends.syncs;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.tool.ToolFinder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A trace of the system calls by which a program and all it starts write data through to storage,
/// taken by `strace`. Immutable; the file belongs to it.
///
/// With a filter in the kernel (`--seccomp-bpf`) only those calls stop the program; they still cost
/// it several times what they would without, so its speed under a trace is nobody's speed.
///
/// @param strace the tracer's program
/// @param file where the trace goes
public record SyncTrace(Path strace, Path file) {
  /// The calls that make Linux write through, see `man 2 sync` and `man 2 msync`.
  private static final List<String> CALLS =
      List.of("fsync", "fdatasync", "sync", "syncfs", "sync_file_range", "msync");

  /// `PID SECONDS.MICROSECONDS NAME(`; a line `<... NAME resumed>` is the end of a call that was
  /// counted when it began.
  private static final Pattern CALL = Pattern.compile("\\d+ +(\\d+)\\.(\\d{6}) ([a-z_]+)\\(.*");

  private static final int NANOS_PER_MICRO = 1000;

  /// How often each call was made.
  ///
  /// @param byCall calls by their name, only those that occurred
  public record Counts(Map<String, Long> byCall) {
    /// Copies the map.
    public Counts {
      byCall = Map.copyOf(byCall);
    }

    /// All calls together.
    public long total() {
      return byCall.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /// A trace into a file that is not there yet.
  ///
  /// @throws BackendsException if this machine has no `strace`
  public static SyncTrace into(Path file) {
    Path strace =
        ToolFinder.find("strace")
            .orElseThrow(
                () ->
                    new BackendsException(
                        "counting syncs needs the program strace, which is not on the PATH;"
                            + " install it (Linux only)"));
    return new SyncTrace(strace, file.toAbsolutePath());
  }

  /// The command that runs another one under the trace.
  public List<String> around(List<String> command) {
    List<String> traced = new ArrayList<>();
    traced.add(strace.toString());
    traced.addAll(List.of("--seccomp-bpf", "-f", "-qq", "-ttt", "-e", "signal=none"));
    traced.addAll(List.of("-e", "trace=" + String.join(",", CALLS), "-o", file.toString(), "--"));
    traced.addAll(command);
    return traced;
  }

  /// The calls that began within a time, by the wall clock.
  ///
  /// @param from first moment
  /// @param to first moment after it
  /// @throws BackendsException if the trace can't be read
  public Counts between(Instant from, Instant to) {
    Map<String, Long> byCall = new TreeMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher call = CALL.matcher(line);
        if (call.matches() && within(at(call), from, to)) {
          byCall.merge(call.group(3), 1L, Long::sum);
        }
      }
    } catch (IOException e) {
      throw new BackendsException("the trace " + file + " can't be read: " + e, e);
    }
    return new Counts(byCall);
  }

  private static Instant at(Matcher call) {
    return Instant.ofEpochSecond(
        Long.parseLong(call.group(1)), Long.parseLong(call.group(2)) * NANOS_PER_MICRO);
  }

  private static boolean within(Instant at, Instant from, Instant to) {
    return !at.isBefore(from) && at.isBefore(to);
  }
}
