package dev.spikebench.results.stats.variation;

import dev.spikebench.results.design.Factor;
import dev.spikebench.results.design.FactorialDesign;
import dev.spikebench.results.design.Treatment;
import java.util.List;

/// How much of the variation of a metric, on a logarithmic scale, each factor of a study explains.
///
/// Shares are sums of squares over their total (allocation of variation: R. Jain, *The Art of
/// Computer Systems Performance Analysis*, Wiley 1991, chapters 18, 22 and 23; the same as the η²
/// of other fields). They say what mattered *among these levels*: another level, or one left out,
/// changes every share. So the levels travel with them.
///
/// A share's interval comes from the delete-one jackknife over rounds with Student's distribution
/// (J. W. Tukey 1958; B. Efron and R. J. Tibshirani, *An Introduction to the Bootstrap*, Chapman
/// and Hall 1993, chapter 11), cut to 0 and 1. It says how well this machine repeats the share, not
/// how other levels would fare. No random numbers.
///
/// Only balanced data are explained. With a missing cell effects overlap, and their shares depend
/// on the order in which factors are entered (sums of squares of types I to III): such data are
/// refused with the cells named, and ratios at fixed levels ([Contrast]) are what is left to say.
public sealed interface Variation {

  /// What explains the variation.
  ///
  /// @param design factors and the levels that the shares were computed over; a factor with one
  ///   level explains nothing and has no share
  /// @param shares main effects, two-way interactions, higher interactions, rounds and residual;
  ///   they add up to 1
  /// @param rounds complete rounds that were used, by number
  /// @param droppedLevels levels left out because nothing was measured at them
  /// @param droppedRounds rounds left out because a cell is missing
  record Explained(
      FactorialDesign design,
      List<Share> shares,
      List<Integer> rounds,
      List<DroppedLevel> droppedLevels,
      List<DroppedRound> droppedRounds)
      implements Variation {

    /// Keeps unmodifiable copies.
    public Explained {
      shares = List.copyOf(shares);
      rounds = List.copyOf(rounds);
      droppedLevels = List.copyOf(droppedLevels);
      droppedRounds = List.copyOf(droppedRounds);
    }

    /// The shares of one kind, greatest first.
    public List<Share> shares(Share.Kind kind) {
      return shares.stream()
          .filter(it -> it.kind() == kind)
          .sorted((one, other) -> Double.compare(other.share(), one.share()))
          .toList();
    }
  }

  /// Nothing was measured.
  record NoObservations() implements Variation {}

  /// No round is complete, so the design is not balanced.
  ///
  /// @param neverMeasured cells that no round has, though both their levels occur elsewhere; none
  ///   where different cells are missing in every round
  /// @param droppedLevels levels left out because nothing was measured at them
  /// @param droppedRounds all rounds, with the cells that they lack
  record Unbalanced(
      List<Treatment> neverMeasured,
      List<DroppedLevel> droppedLevels,
      List<DroppedRound> droppedRounds)
      implements Variation {

    /// Keeps unmodifiable copies.
    public Unbalanced {
      neverMeasured = List.copyOf(neverMeasured);
      droppedLevels = List.copyOf(droppedLevels);
      droppedRounds = List.copyOf(droppedRounds);
    }
  }

  /// No factor has two levels left, or all values are the same: there is no variation to explain.
  ///
  /// @param design factors and levels that are left
  record NothingVaries(FactorialDesign design) implements Variation {}

  /// What explains the variation of these observations.
  ///
  /// @param design what was planned
  /// @param observations what was measured, in any order
  /// @param confidence confidence of each interval, between 0.5 and 1
  /// @throws IllegalArgumentException when an observation is not of the design, a cell has two in
  ///   one round, or the confidence is out of range
  static Variation of(FactorialDesign design, List<Observation> observations, double confidence) {
    Observations measured = new Observations(design, observations);
    if (observations.isEmpty()) {
      return new NoObservations();
    }
    Balance balance = Balance.of(design, measured);
    if (balance.rounds().isEmpty()) {
      return new Unbalanced(
          balance.neverMeasured(), balance.droppedLevels(), balance.droppedRounds());
    }
    List<Factor> varying =
        balance.design().factors().stream().filter(it -> it.levels().size() > 1).toList();
    List<Share> shares = new Shares(varying, logs(balance, measured), confidence).all();
    return shares.isEmpty()
        ? new NothingVaries(balance.design())
        : new Explained(
            balance.design(),
            shares,
            balance.rounds(),
            balance.droppedLevels(),
            balance.droppedRounds());
  }

  private static double[][] logs(Balance balance, Observations measured) {
    List<Treatment> cells = balance.design().treatments();
    return balance.rounds().stream()
        .map(round -> cells.stream().mapToDouble(it -> measured.log(it, round)).toArray())
        .toArray(double[][]::new);
  }
}
