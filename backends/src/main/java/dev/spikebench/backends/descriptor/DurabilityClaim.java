package dev.spikebench.backends.descriptor;

/// What a backend's author documents about the safety of its writes under its default settings.
///
/// @param journalMode SQLite's `journal_mode`, such as `WAL`
/// @param synchronous SQLite's `synchronous`, such as `NORMAL`
/// @param writeStrategy how events are grouped into commits: `per-event`, `per-batch` or `group`
public record DurabilityClaim(String journalMode, String synchronous, String writeStrategy) {}
