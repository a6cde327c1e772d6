package dev.spikebench.results.stats.variation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sums of squares of a full factorial design with one value a cell and round, rounds as blocks.
///
/// In a balanced design the effects are orthogonal: the total sum of squares about the mean is the
/// sum of those of all effects, rounds and the residual, and none depends on the others. The effect
/// of a set of factors in a cell is what the means over its levels leave once those of all smaller
/// sets are taken out. Source: D. C. Montgomery, *Design and Analysis of Experiments*, 8th edition,
/// Wiley 2012, sections 5.3 to 5.6.
final class SumsOfSquares {

  private final double[][] logs;
  private final int[][] digits;
  private final int[] levels;
  private final double[] cellMeans;

  /// @param logs value by round and cell
  /// @param levels number of levels of each factor, at least two each; the last varies fastest
  SumsOfSquares(double[][] logs, int[] levels) {
    this.logs = logs;
    this.levels = levels;
    int cells = logs[0].length;
    cellMeans = new double[cells];
    for (double[] round : logs) {
      for (int cell = 0; cell < cells; cell++) {
        cellMeans[cell] += round[cell] / logs.length;
      }
    }
    digits = new int[cells][levels.length];
    for (int cell = 0; cell < cells; cell++) {
      int rest = cell;
      for (int factor = levels.length - 1; factor >= 0; factor--) {
        digits[cell][factor] = rest % levels[factor];
        rest /= levels[factor];
      }
    }
  }

  /// The sum of squares of one effect.
  ///
  /// @param factors bit set of the factors, bit 0 for the first; not empty
  double ofEffect(int factors) {
    double[] effect = new double[cellMeans.length];
    for (int part : subsets(factors)) {
      double[] means = meansOver(part);
      int sign = (Integer.bitCount(factors) - Integer.bitCount(part)) % 2 == 0 ? 1 : -1;
      for (int cell = 0; cell < effect.length; cell++) {
        effect[cell] += sign * means[cell];
      }
    }
    return logs.length * Arrays.stream(effect).map(it -> it * it).sum();
  }

  /// The sum of squares of the rounds.
  double ofRounds() {
    double mean = mean(cellMeans);
    double sum = 0;
    for (double[] round : logs) {
      sum += square(mean(round) - mean);
    }
    return sum * cellMeans.length;
  }

  /// The sum of squares of what is left.
  double ofResidual() {
    double mean = mean(cellMeans);
    double sum = 0;
    for (double[] round : logs) {
      double shift = mean(round) - mean;
      for (int cell = 0; cell < round.length; cell++) {
        sum += square(round[cell] - cellMeans[cell] - shift);
      }
    }
    return sum;
  }

  /// Independent comparisons in an effect.
  int degreesOfFreedom(int factors) {
    int product = 1;
    for (int factor = 0; factor < levels.length; factor++) {
      product *= contains(factors, factor) ? levels[factor] - 1 : 1;
    }
    return product;
  }

  /// The mean over all cells that have the same levels of these factors, for each cell.
  private double[] meansOver(int factors) {
    int[] groups = new int[cellMeans.length];
    int count = 1;
    for (int factor = 0; factor < levels.length; factor++) {
      if (contains(factors, factor)) {
        for (int cell = 0; cell < groups.length; cell++) {
          groups[cell] = groups[cell] * levels[factor] + digits[cell][factor];
        }
        count *= levels[factor];
      }
    }
    double[] sums = new double[count];
    for (int cell = 0; cell < groups.length; cell++) {
      sums[groups[cell]] += cellMeans[cell];
    }
    double size = (double) cellMeans.length / count;
    return Arrays.stream(groups).mapToDouble(it -> sums[it] / size).toArray();
  }

  private static List<Integer> subsets(int factors) {
    List<Integer> subsets = new ArrayList<>();
    for (int part = factors; ; part = (part - 1) & factors) {
      subsets.add(part);
      if (part == 0) {
        return subsets;
      }
    }
  }

  private static boolean contains(int factors, int factor) {
    return (factors >> factor & 1) == 1;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double square(double value) {
    return value * value;
  }
}
