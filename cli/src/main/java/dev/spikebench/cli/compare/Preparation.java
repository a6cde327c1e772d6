package dev.spikebench.cli.compare;

import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.backend.BackendCatalog;
import java.util.List;
import java.util.function.Consumer;

/// What comes before backends are measured: they are built, and the parity cases are run against
/// each. One that cannot be built or run becomes unavailable; the others go on. Used by one thread.
public final class Preparation {
  private final ParityStep parity;
  private final Interruption interruption;
  private final Consumer<String> say;

  /// Preparation of backends that run as `runs` says.
  ///
  /// @param say takes a line of progress
  public Preparation(
      BackendRuns runs, OutputFolder output, Interruption interruption, Consumer<String> say) {
    this.parity = new ParityStep(runs, output, say);
    this.interruption = interruption;
    this.say = say;
  }

  /// Prepares the backends in their order; stops between two where it is asked to end.
  public void run(List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      if (interruption.requested()) {
        return;
      }
      String problem = BackendCatalog.build(candidate.descriptor(), say);
      if (problem == null) {
        candidate.built(Artifacts.of(candidate.descriptor()));
        parity.run(candidate);
      } else {
        candidate.becomeUnavailable(problem);
        say.accept(candidate.id() + ": unavailable, because " + problem);
      }
    }
  }
}
