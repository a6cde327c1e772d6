package dev.spikebench.results.stats.verdict;

import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.paired.SignedRank;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// When a session is looked at, and how sure each look has to be.
///
/// A session that may stop early on what it sees looks more than once, so each look must be surer
/// than the session as a whole. The error is split among the looks (Bonferroni's inequality again;
/// S. J. Pocock, *Group sequential methods in the design and analysis of clinical trials*,
/// Biometrika 64 (1977), 191–199, for looks of equal confidence): at 99.15 % each, three looks
/// leave 97.45 % at least, of which half is on the side that fails.
///
/// A plan that could never fail is refused: the exact two-sided chance of n epochs is never below
/// 2/2ⁿ, so with fewer than a certain number at the first look not even unanimous epochs decide.
///
/// @param looks numbers of epochs at which the session is judged, increasing
/// @param confidence confidence of each look, with the number of comparisons that gate
public record LookPlan(List<Integer> looks, Confidence confidence) {

  /// Confidence of each look unless said otherwise.
  public static final double USUAL_LEVEL = 0.9915;

  private static final int BETWEEN_LOOKS = 6;
  private static final int USUAL_LOOKS = 3;

  /// @throws IllegalArgumentException when there is no look, looks do not increase, or the first
  ///   could never fail; the message names the number needed
  public LookPlan {
    if (looks.isEmpty()) {
      throw new IllegalArgumentException("looks must not be empty");
    }
    looks = List.copyOf(looks);
    for (int index = 1; index < looks.size(); index++) {
      if (looks.get(index) <= looks.get(index - 1)) {
        throw new IllegalArgumentException("looks must increase, but are " + looks);
      }
    }
    int needed = SignedRank.minimumSamples(confidence);
    if (looks.getFirst() < needed) {
      throw new IllegalArgumentException(
          "a first look at %d epochs could never fail with %d gating comparisons at a confidence of %s: it needs at least %d epochs"
              .formatted(looks.getFirst(), confidence.comparisons(), confidence.level(), needed));
    }
  }

  /// The usual plan: looks at 8, 14 and 20 epochs with one comparison, as many later as more
  /// comparisons need.
  ///
  /// @param comparisons number of comparisons that gate, at least 1
  public static LookPlan usual(int comparisons) {
    Confidence confidence = Confidence.of(USUAL_LEVEL).among(comparisons);
    int first = SignedRank.minimumSamples(confidence);
    return new LookPlan(
        IntStream.range(0, USUAL_LOOKS).mapToObj(look -> first + look * BETWEEN_LOOKS).toList(),
        confidence);
  }

  /// The next look after so many epochs; empty where there is none.
  public Optional<Integer> nextLook(int epochs) {
    return looks.stream().filter(it -> it > epochs).findFirst();
  }

  /// Epochs of the last look: the session never takes more.
  public int mostEpochs() {
    return looks.getLast();
  }

  /// What to do after an epoch.
  public sealed interface Step {

    /// Go on; no verdict may be read before the next look.
    ///
    /// @param nextLook epochs at the next look
    record GoOn(int nextLook) implements Step {}

    /// The session ends.
    ///
    /// @param epochs epochs at this look
    /// @param outcome what it ends with
    record Stop(int epochs, Outcome outcome) implements Step {}
  }

  /// What a session ends with.
  public enum Outcome {
    /// At least one comparison failed.
    FAIL,
    /// Every comparison passed.
    PASS,
    /// Anything else at the last look.
    INCONCLUSIVE
  }

  /// What to do after an epoch, given the verdicts on all gating comparisons up to it.
  ///
  /// @param epochs number of epochs measured, at most that of the last look
  /// @param verdicts verdicts of these epochs, one for each gating comparison; not looked at
  ///   between looks
  /// @throws IllegalArgumentException when the number of verdicts is not that of the plan
  public Step step(int epochs, List<Verdict> verdicts) {
    if (!looks.contains(epochs)) {
      return nextLook(epochs)
          .<Step>map(Step.GoOn::new)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "epochs must be at most " + mostEpochs() + ", but are " + epochs));
    }
    if (verdicts.size() != confidence.comparisons()) {
      throw new IllegalArgumentException(
          "the plan is for %d comparisons, but %d verdicts are given"
              .formatted(confidence.comparisons(), verdicts.size()));
    }
    Outcome outcome = outcome(verdicts);
    Optional<Integer> next = nextLook(epochs);
    return outcome == Outcome.INCONCLUSIVE && next.isPresent()
        ? new Step.GoOn(next.get())
        : new Step.Stop(epochs, outcome);
  }

  /// What verdicts on all gating comparisons come to together.
  public static Outcome outcome(List<Verdict> verdicts) {
    if (verdicts.stream().anyMatch(Verdict.Fail.class::isInstance)) {
      return Outcome.FAIL;
    }
    return verdicts.stream().allMatch(Verdict.Pass.class::isInstance)
        ? Outcome.PASS
        : Outcome.INCONCLUSIVE;
  }
}
