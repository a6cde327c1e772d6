package dev.spikebench.loadgen.model;

/// Which certificates of a target are good enough.
public enum TlsTrust {
  /// Those that the Java runtime's trust store vouches for, on the host that they name.
  VERIFIED,
  /// Any: the load is encrypted, but nobody knows for whom.
  ANY
}
