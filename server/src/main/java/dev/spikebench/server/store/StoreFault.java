package dev.spikebench.server.store;

/// Why the store could not do what was asked. Every fault may pass: the same request may succeed
/// later.
public enum StoreFault {
  /// The database cannot be used now: locked by another process beyond the wait, unreadable,
  /// damaged, read-only, or the store is closed.
  UNAVAILABLE,
  /// The file system or the database's own limit leaves no room.
  DISK_FULL,
  /// A read took longer than its time limit or waited that long for a free connection.
  TIMEOUT
}
