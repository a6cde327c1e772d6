package dev.spikebench.parity.observe;

import dev.spikebench.parity.script.Step;
import java.time.Instant;
import java.util.List;

/// What one step did.
///
/// @param step as it was sent, with every token replaced
/// @param answers one, or one for each copy of a race; none for a restart
/// @param createdAt the time of the newest row where the step asked for it, else of the sending
public record StepTrace(Step step, List<Answer> answers, Instant createdAt) {
  /// Copies the answers.
  public StepTrace {
    answers = List.copyOf(answers);
  }
}
