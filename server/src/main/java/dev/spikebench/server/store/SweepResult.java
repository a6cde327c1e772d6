package dev.spikebench.server.store;

/// What one sweep over the sessions changed.
///
/// @param idled sessions that turned from active to idle
/// @param ended sessions that turned from idle to ended; one session may count in both
public record SweepResult(int idled, int ended) {}
