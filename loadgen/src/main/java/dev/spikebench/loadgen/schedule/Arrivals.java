package dev.spikebench.loadgen.schedule;

import java.util.Locale;

/// How the requests of an open loop are spread over time.
public enum Arrivals {
  /// In steps of the same length, or of evenly changing length on a ramp.
  UNIFORM,
  /// As from many independent users: a Poisson process, drawn from the run's seed.
  POISSON;

  /// The word used on the command line and in results.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
