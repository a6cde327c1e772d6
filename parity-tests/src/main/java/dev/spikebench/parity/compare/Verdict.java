package dev.spikebench.parity.compare;

/// How far two voters agree, from best to worst as far as they can be ordered.
public enum Verdict {
  /// The same bytes, names of the run apart.
  IDENTICAL,
  /// The same by the contract.
  EQUAL,
  /// Apart in a way that the contract permits.
  EQUIVALENT,
  /// Apart as the file of known differences says.
  KNOWN,
  /// Was not run: the backend can't be brought into the state that it takes.
  NOT_RUN,
  /// Apart.
  DIVERGENT,
  /// Known as apart, but it is not.
  STALE,
  /// Known as apart, but the entry's time is over.
  EXPIRED,
  /// Not the same when it was done again.
  FLAKY,
  /// One of them did not answer in time.
  HANG,
  /// One of them failed by itself: a 5xx that the contract does not have here, or a lost
  /// connection.
  CRASH;

  /// Whether it lets a run pass.
  public boolean passes() {
    return compareTo(NOT_RUN) <= 0;
  }

  /// As reports write it.
  public String label() {
    return name().replace('_', ' ');
  }

  /// The worse of both.
  public Verdict worse(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
