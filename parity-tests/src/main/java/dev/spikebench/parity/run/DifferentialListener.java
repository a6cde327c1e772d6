package dev.spikebench.parity.run;

/// Told how a run goes on, on the thread that runs it.
public interface DifferentialListener {
  /// One more contract case is over.
  void caseFinished(CaseOutcome outcome);

  /// So many scenarios have been generated, at this rate of all requests to all backends.
  void generated(int scenarios, double requestsPerSecond);

  /// Listens to nothing.
  static DifferentialListener silent() {
    return new DifferentialListener() {
      @Override
      public void caseFinished(CaseOutcome outcome) {}

      @Override
      public void generated(int scenarios, double requestsPerSecond) {}
    };
  }
}
