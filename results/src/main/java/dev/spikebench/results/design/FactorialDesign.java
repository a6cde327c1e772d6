package dev.spikebench.results.design;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A full factorial design: every combination of the levels of its factors is measured once in
/// every round. Source: D. C. Montgomery, *Design and Analysis of Experiments*, 8th edition, Wiley
/// 2012, chapter 5; rounds are its blocks (section 5.6).
///
/// @param factors factors with distinct names, at least one
public record FactorialDesign(List<Factor> factors) {

  /// @throws IllegalArgumentException when there is no factor, or a name is given twice
  public FactorialDesign {
    if (factors.isEmpty()
        || factors.stream().map(Factor::name).distinct().count() != factors.size()) {
      throw new IllegalArgumentException(
          "factors must have distinct names and be at least one, but are "
              + factors.stream().map(Factor::name).toList());
    }
    factors = List.copyOf(factors);
  }

  /// The design of these factors.
  public static FactorialDesign of(Factor... factors) {
    return new FactorialDesign(List.of(factors));
  }

  /// The factor of a name.
  ///
  /// @throws IllegalArgumentException when there is none
  public Factor factor(String name) {
    return factors.stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no factor " + name + " in " + factors));
  }

  /// All treatments; the last factor varies fastest.
  public List<Treatment> treatments() {
    List<Map<String, String>> combinations = List.of(Map.of());
    for (Factor factor : factors) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> combination : combinations) {
        for (String level : factor.levels()) {
          Map<String, String> extended = new LinkedHashMap<>(combination);
          extended.put(factor.name(), level);
          longer.add(extended);
        }
      }
      combinations = longer;
    }
    return combinations.stream().map(Treatment::new).toList();
  }

  /// The order in which the treatments are run, round after round.
  public BalancedOrder<Treatment> order(long seed) {
    return new BalancedOrder<>(treatments(), seed);
  }

  /// The design without a level of a factor.
  ///
  /// @throws IllegalArgumentException when there is no such factor, or no level would be left
  public FactorialDesign without(String factor, String level) {
    Factor changed = factor(factor).without(level);
    return new FactorialDesign(
        factors.stream().map(it -> it.name().equals(factor) ? changed : it).toList());
  }
}
