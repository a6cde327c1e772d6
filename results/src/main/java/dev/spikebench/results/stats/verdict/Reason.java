package dev.spikebench.results.stats.verdict;

import dev.spikebench.results.stats.LogRatio;
import java.util.Optional;

/// Why a verdict could not be reached. Each carries the figures that a reader needs to act on it.
public sealed interface Reason {

  /// No interval exists: even unanimous epochs could not reach the confidence.
  ///
  /// @param epochs epochs with a ratio
  /// @param needed smallest number that can decide
  record TooFewEpochs(long epochs, long needed) implements Reason {}

  /// The interval holds both an accepted and an unacceptable change.
  ///
  /// @param detectableRatio smallest ratio that would have been seen; empty where the noise is
  ///   unknown
  /// @param epochsNeeded epochs that would see a change of the tolerance; empty likewise
  record IntervalTooWide(Optional<Double> detectableRatio, Optional<Long> epochsNeeded)
      implements Reason {}

  /// The share is beyond the tolerance, but whether the change in the metric's unit reaches the
  /// floor is open.
  ///
  /// @param absoluteFloor the floor
  /// @param estimate estimated change in the metric's unit
  /// @param greatest change at the upper end of the interval
  record AroundAbsoluteFloor(double absoluteFloor, double estimate, double greatest)
      implements Reason {}

  /// The session had no control: its noise is unknown.
  record ControlMissing() implements Reason {}

  /// Two copies of the same artifact differed by as much as would fail a candidate.
  ///
  /// @param control the second copy against the first
  record ControlMoved(LogRatio control) implements Reason {}

  /// The place in the round changed the figure by more than half of the tolerance; or the order was
  /// fixed, and whether it did can't be told.
  ///
  /// @param firstAgainstLast how many times worse the first slot is
  /// @param confounded whether the order was fixed, so that it may be a difference between arms
  record OrderMatters(LogRatio firstAgainstLast, boolean confounded) implements Reason {}

  /// Nothing can be said of the effect of the order.
  record OrderUnknown() implements Reason {}

  /// More sub-rounds than accepted had to be dropped.
  ///
  /// @param dropped dropped sub-rounds
  /// @param subRounds measured sub-rounds
  record SlicesDropped(int dropped, int subRounds) implements Reason {}

  /// More epochs than accepted have no ratio: a value is missing, zero or negative.
  ///
  /// @param without epochs without a ratio
  /// @param epochs all epochs
  record EpochsWithoutRatio(int without, int epochs) implements Reason {}
}
