package dev.spikebench.cli.gate;

import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.compare.BackendRuns;
import dev.spikebench.cli.compare.Candidate;
import dev.spikebench.cli.compare.OutputFolder;
import dev.spikebench.cli.compare.Preparation;
import dev.spikebench.cli.report.ParityFolder;
import dev.spikebench.parity.BackendUnreachableException;
import dev.spikebench.parity.ParityListener;
import dev.spikebench.parity.ParityResult;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.GateFault;
import dev.spikebench.results.model.ParityCount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What comes before anything is measured: both sides are built where that is needed, and the
/// parity cases are run against each. Used by one thread.
final class GatePreparation {
  private final OutputFolder output;
  private final Path workDirectory;
  private final Interruption interruption;
  private final Consumer<String> say;
  private final List<BackendFacts> facts = new ArrayList<>();
  private final List<GateFault> faults = new ArrayList<>();

  GatePreparation(
      OutputFolder output, Path workDirectory, Interruption interruption, Consumer<String> say) {
    this.output = output;
    this.workDirectory = workDirectory;
    this.interruption = interruption;
    this.say = say;
  }

  /// Prepares both sides.
  void run(List<GateSide> sides) {
    for (GateSide side : sides) {
      if (interruption.requested()) {
        return;
      }
      switch (side) {
        case GateSide.Launched launched -> prepare(launched.candidate());
        case GateSide.Address address -> reach(address);
      }
    }
  }

  /// What is known of the sides that were prepared, in their order.
  List<BackendFacts> facts() {
    return List.copyOf(facts);
  }

  /// What keeps them from being measured.
  List<GateFault> faults() {
    return List.copyOf(faults);
  }

  private void prepare(Candidate candidate) {
    BackendRuns runs = new BackendRuns(workDirectory, 0, Map.of(), output);
    new Preparation(runs, output, interruption, say).run(List.of(candidate));
    facts.add(candidate.facts());
    judge(candidate.id(), candidate.unavailableReason(), candidate.parity());
  }

  private void reach(GateSide.Address side) {
    String id = side.arm().id();
    ParityCount parity = ParityCount.NOT_RUN;
    String unavailable = null;
    try {
      ParityResult result =
          ParityFolder.run(side.url(), ParityListener.silent(), output.parity(id));
      say.accept(id + ": parity " + result.closingLine());
      parity = new ParityCount(result.passed(), result.failed(), result.skipped());
    } catch (BackendUnreachableException e) {
      unavailable = String.valueOf(e.getMessage());
    }
    facts.add(
        new BackendFacts(
            id,
            side.url().toString(),
            "unknown",
            "unknown",
            unavailable,
            parity,
            null,
            Fact.unavailable("the target was named by its address"),
            null));
    judge(id, unavailable, parity);
  }

  private void judge(String id, @Nullable String unavailable, ParityCount parity) {
    if (interruption.requested()) {
      // Whoever ends this process ends what it started: that says nothing of the sides.
      return;
    }
    if (unavailable != null) {
      faults.add(new GateFault(GateFault.Kind.UNAVAILABLE, id, unavailable));
    } else if (!parity.allPassed()) {
      faults.add(
          new GateFault(
              GateFault.Kind.PARITY,
              id,
              "%d of %d parity cases passed".formatted(parity.passed(), parity.total())));
    }
  }
}
