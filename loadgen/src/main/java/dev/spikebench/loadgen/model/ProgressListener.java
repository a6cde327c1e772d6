package dev.spikebench.loadgen.model;

/// Is told how a run goes. All methods are called on the thread that called the load generator,
/// never on a thread that sends requests, and outside the clock; a slow listener delays the check
/// of timeouts, not the requests.
public interface ProgressListener {
  /// Listens to nothing.
  ProgressListener SILENT = progress -> {};

  /// Called several times a second while a phase lasts, and once at its end.
  void progress(Progress progress);

  /// Called right before the first request of a phase is sent.
  default void phaseStarted(Phase phase) {}

  /// Called right after the last request of a phase has ended.
  default void phaseEnded(Phase phase) {}
}
