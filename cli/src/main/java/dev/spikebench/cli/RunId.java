package dev.spikebench.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Names runs by the time they began: sortable, and fit for a folder. Stateless.
public final class RunId {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private RunId() {}

  /// The name of a run, such as `20260131T235959Z`.
  public static String of(Instant startedAt) {
    return FORMAT.format(startedAt);
  }
}
