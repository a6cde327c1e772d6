package dev.spikebench.backends.raw;

/// How many rows one statement inserts.
public enum Rows {
  /// One: the yardstick that is the same for every binding.
  ONE,
  /// As many as the backend's server has a statement insert.
  MANY
}
