package dev.spikebench.server.config;

/// SQLite's `synchronous` setting: when the database waits for the disk. The names are the text
/// forms.
public enum Synchronous {
  /// Never waits.
  OFF,
  /// Waits at checkpoints: a commit survives the death of the process.
  NORMAL,
  /// Waits at every commit: a commit survives the loss of power.
  FULL
}
