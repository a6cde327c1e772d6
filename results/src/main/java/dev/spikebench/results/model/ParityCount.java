package dev.spikebench.results.model;

/// Outcome of the parity suite against one backend; all zero where it was not run.
///
/// @param passed cases that passed
/// @param failed cases that failed
/// @param skipped cases that were not run
public record ParityCount(int passed, int failed, int skipped) {

  /// The suite was not run.
  public static final ParityCount NOT_RUN = new ParityCount(0, 0, 0);

  /// @throws IllegalArgumentException when a count is negative
  public ParityCount {
    Checks.atLeast("parity.passed", 0, passed);
    Checks.atLeast("parity.failed", 0, failed);
    Checks.atLeast("parity.skipped", 0, skipped);
  }

  /// Number of cases in the suite.
  public int total() {
    return passed + failed + skipped;
  }

  /// Whether the suite ran and every case passed.
  public boolean allPassed() {
    return passed > 0 && passed == total();
  }
}
