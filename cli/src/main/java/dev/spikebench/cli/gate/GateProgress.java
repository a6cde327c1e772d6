package dev.spikebench.cli.gate;

import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.text.Quantity;
import dev.spikebench.results.gate.GateJudgement;
import dev.spikebench.results.gate.GateText;
import dev.spikebench.results.stats.verdict.LookPlan;
import dev.spikebench.results.stats.verdict.Verdict;
import java.time.Duration;
import java.util.stream.Collectors;

/// Tells on standard error how far a session is and how long it will still take. Figures are told
/// at looks alone: whoever sees them in between is tempted to stop where they please. Used by one
/// thread.
final class GateProgress {
  private final Terminal terminal;
  private final boolean quiet;

  GateProgress(Terminal terminal, boolean quiet) {
    this.terminal = terminal;
    this.quiet = quiet;
  }

  /// One step of the work begins or ended.
  void say(String line) {
    if (!quiet) {
      terminal.err().println(line);
      terminal.err().flush();
    }
  }

  /// An epoch is over.
  ///
  /// @param epochTime how long an epoch takes here
  void epoch(int epoch, LookPlan plan, Duration epochTime) {
    String next =
        plan.nextLook(epoch)
            .map(
                look ->
                    "look at %d in about %s, "
                        .formatted(look, Quantity.span(epochTime.multipliedBy(look - epoch))))
            .orElse("");
    Duration most = epochTime.multipliedBy(plan.mostEpochs() - epoch);
    say(
        "  epoch %d of %d at most (%s each)  %s%s left at most"
            .formatted(
                epoch, plan.mostEpochs(), Quantity.span(epochTime), next, Quantity.span(most)));
  }

  /// A look was taken.
  void look(GateJudgement judgement) {
    String figures =
        judgement.gating().stream()
            .map(
                it ->
                    it.rule().metric().text()
                        + " "
                        + it.judgement()
                            .effect()
                            .map(effect -> GateText.change(it.rule().metric(), effect))
                            .orElse("-")
                        + " "
                        + word(it.judgement().verdict()))
            .collect(Collectors.joining(", "));
    say("  look at %d: %s".formatted(judgement.epochs(), figures));
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Fail fail -> "worse";
      case Verdict.Pass pass -> "no worse";
      case Verdict.Inconclusive open -> "open";
    };
  }
}
