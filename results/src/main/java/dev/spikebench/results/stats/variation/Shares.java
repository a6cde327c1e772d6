package dev.spikebench.results.stats.variation;

import dev.spikebench.results.design.Factor;
import dev.spikebench.results.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;

/// The shares of all sources, each with its jackknife interval.
final class Shares {

  /// With two rounds, each left-out half is a single round: nothing to tell how they vary.
  private static final int FEWEST_ROUNDS = 3;

  private final List<Factor> factors;
  private final double[][] logs;
  private final double confidence;

  /// @param factors factors with at least two levels each
  /// @param logs value by round and cell, the cells in the order of the factors' combinations
  Shares(List<Factor> factors, double[][] logs, double confidence) {
    if (!(confidence > 0.5 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence must be between 0.5 and 1, but is " + confidence);
    }
    this.factors = factors;
    this.logs = logs;
    this.confidence = confidence;
  }

  private record Source(Share.Kind kind, List<String> factors, int freedom, double squares) {}

  /// The shares; none where nothing varies.
  List<Share> all() {
    List<Source> sources = sources(logs);
    double[] shares = shares(sources);
    if (factors.isEmpty() || !(total(sources) > 0)) {
      return List.of();
    }
    List<double[]> leftOut = new ArrayList<>();
    for (int round = 0; logs.length >= FEWEST_ROUNDS && round < logs.length; round++) {
      leftOut.add(shares(sources(without(round))));
    }
    List<Share> all = new ArrayList<>();
    for (int index = 0; index < shares.length; index++) {
      Source source = sources.get(index);
      int place = index;
      double[] without = leftOut.stream().mapToDouble(it -> it[place]).toArray();
      Interval interval = interval(shares[index], without);
      all.add(
          new Share(
              source.kind(),
              source.factors(),
              source.freedom(),
              source.squares(),
              shares[index],
              interval));
    }
    return all;
  }

  private List<Source> sources(double[][] rounds) {
    int[] levels = factors.stream().mapToInt(it -> it.levels().size()).toArray();
    SumsOfSquares sums = new SumsOfSquares(rounds, levels);
    List<Source> sources = new ArrayList<>();
    effects(1).forEach(it -> sources.add(effect(Share.Kind.MAIN_EFFECT, it, sums)));
    effects(2).forEach(it -> sources.add(effect(Share.Kind.TWO_WAY_INTERACTION, it, sums)));
    if (factors.size() > 2) {
      sources.add(higher(sums));
    }
    int freedom = rounds.length - 1;
    // All rounds decide whether there is such a source, so that parts of them have the same
    // sources.
    if (logs.length > 1) {
      sources.add(new Source(Share.Kind.ROUNDS, List.of(), freedom, sums.ofRounds()));
      int residual = freedom * (logs[0].length - 1);
      sources.add(new Source(Share.Kind.RESIDUAL, List.of(), residual, sums.ofResidual()));
    }
    return sources;
  }

  private Source effect(Share.Kind kind, int effect, SumsOfSquares sums) {
    return new Source(kind, names(effect), sums.degreesOfFreedom(effect), sums.ofEffect(effect));
  }

  private Source higher(SumsOfSquares sums) {
    int freedom = 0;
    double squares = 0;
    for (int order = 3; order <= factors.size(); order++) {
      for (int effect : effects(order)) {
        freedom += sums.degreesOfFreedom(effect);
        squares += sums.ofEffect(effect);
      }
    }
    return new Source(Share.Kind.HIGHER_INTERACTIONS, List.of(), freedom, squares);
  }

  /// The sets of so many factors, as bits.
  private List<Integer> effects(int order) {
    return IntStream.range(1, 1 << factors.size())
        .filter(it -> Integer.bitCount(it) == order)
        .boxed()
        .toList();
  }

  private Interval interval(double share, double[] without) {
    int rounds = without.length;
    if (rounds < FEWEST_ROUNDS) {
      return new Interval.TooFewSamples(logs.length, FEWEST_ROUNDS);
    }
    double mean = Arrays.stream(without).average().orElseThrow();
    double squares = Arrays.stream(without).map(it -> (it - mean) * (it - mean)).sum();
    double error = Math.sqrt(squares * (rounds - 1) / rounds);
    double reach =
        TDistribution.of(rounds - 1.0).inverseSurvivalProbability((1 - confidence) / 2) * error;
    return new Interval.Bounded(
        Math.max(0, share - reach),
        Math.min(1, share + reach),
        confidence,
        Interval.Method.JACKKNIFE_OVER_ROUNDS);
  }

  private double[][] without(int round) {
    double[][] rest = new double[logs.length - 1][];
    for (int index = 0; index < rest.length; index++) {
      rest[index] = logs[index < round ? index : index + 1];
    }
    return rest;
  }

  private static double[] shares(List<Source> sources) {
    double total = total(sources);
    return sources.stream().mapToDouble(it -> total > 0 ? it.squares() / total : 0).toArray();
  }

  private static double total(List<Source> sources) {
    return sources.stream().mapToDouble(Source::squares).sum();
  }

  private List<String> names(int effect) {
    List<String> names = new ArrayList<>();
    for (int factor = 0; factor < factors.size(); factor++) {
      if ((effect >> factor & 1) == 1) {
        names.add(factors.get(factor).name());
      }
    }
    return names;
  }
}
