package dev.spikebench.cli.compare;

import dev.spikebench.backends.launch.LaunchException;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.cli.report.ParityFolder;
import dev.spikebench.parity.BackendUnreachableException;
import dev.spikebench.parity.CaseResult;
import dev.spikebench.parity.ParityListener;
import dev.spikebench.parity.ParityResult;
import dev.spikebench.results.model.ParityCount;
import java.util.function.Consumer;

/// Runs the 18 cases against a backend before it is timed. Used by one thread.
final class ParityStep {
  private final BackendRuns runs;
  private final OutputFolder output;
  private final Consumer<String> say;

  ParityStep(BackendRuns runs, OutputFolder output, Consumer<String> say) {
    this.runs = runs;
    this.output = output;
    this.say = say;
  }

  /// Starts the backend, runs the cases, leaves their report in the output folder. A backend that
  /// does not start becomes unavailable.
  void run(Candidate candidate) {
    try {
      candidate.parity(runs.run(candidate, "parity", backend -> judge(candidate, backend)));
    } catch (LaunchException | BackendUnreachableException e) {
      candidate.becomeUnavailable(String.valueOf(e.getMessage()));
      say.accept(candidate.id() + ": unavailable, because " + e.getMessage());
    }
  }

  private ParityCount judge(Candidate candidate, RunningBackend backend) {
    ParityResult result =
        ParityFolder.run(backend.baseUri(), ParityListener.silent(), output.parity(candidate.id()));
    say.accept(candidate.id() + ": parity " + result.closingLine());
    result.cases().stream()
        .filter(one -> one.outcome() != CaseResult.Outcome.PASSED)
        .forEach(one -> say.accept("  " + one.id() + "  " + one.name() + ": " + one.message()));
    if (!result.allPassed()) {
      say.accept("  it is not timed: what behaves differently can't be compared by speed");
    }
    return new ParityCount(result.passed(), result.failed(), result.skipped());
  }
}
