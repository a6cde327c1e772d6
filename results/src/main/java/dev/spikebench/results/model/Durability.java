package dev.spikebench.results.model;

/// What a backend promises of acknowledged events, which decides its write speed as much as its
/// language does.
///
/// @param journalMode SQLite journal mode, for instance `WAL`
/// @param synchronous SQLite `synchronous`: `OFF`, `NORMAL` or `FULL`
/// @param writeStrategy what shares one commit: `per-event`, `per-batch` or `group`
public record Durability(String journalMode, String synchronous, String writeStrategy) {

  /// @throws IllegalArgumentException when a text is blank
  public Durability {
    Checks.text("durability.journalMode", journalMode);
    Checks.text("durability.synchronous", synchronous);
    Checks.text("durability.writeStrategy", writeStrategy);
  }
}
