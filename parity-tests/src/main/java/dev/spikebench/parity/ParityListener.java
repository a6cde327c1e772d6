package dev.spikebench.parity;

/// Told of each case as it ends, on the thread that runs the suite.
@FunctionalInterface
public interface ParityListener {
  /// One more case is over.
  void caseFinished(CaseResult result);

  /// Listens to nothing.
  static ParityListener silent() {
    return result -> {};
  }
}
