package dev.spikebench.results.design;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;

/// The order in which backends are measured: random, and balanced so that no backend gains from a
/// place in the round.
///
/// Rounds are taken from Latin squares, in which every backend stands once in every row and once in
/// every column; rows, columns and backends of each square are shuffled anew (R. A. Fisher and F.
/// Yates, *Statistical Tables*, 1938, for the shuffles; D. A. Preece, *Latin squares*, in
/// *Encyclopedia of Statistical Sciences*, for the design). Over any number of rounds each backend
/// has been in each place equally often, give or take one.
public final class RunOrder {

  private RunOrder() {}

  /// One measurement to come.
  ///
  /// @param sequence place in the whole order, from 1
  /// @param round round, from 1
  /// @param slot place within the round, from 1
  /// @param backendId the backend to measure
  public record Slot(int sequence, int round, int slot, String backendId) {}

  /// The whole order. The same arguments always give the same order, on every Java version: the
  /// numbers come from the generator that [Random] prescribes.
  ///
  /// @param backendIds distinct ids, at least one
  /// @param rounds how often each backend is measured, at least once
  /// @param seed decides the order
  /// @throws IllegalArgumentException when an id is given twice or there is nothing to order
  public static List<Slot> schedule(List<String> backendIds, int rounds, long seed) {
    if (backendIds.isEmpty() || new HashSet<>(backendIds).size() != backendIds.size()) {
      throw new IllegalArgumentException(
          "backendIds must be distinct and at least one, but are " + backendIds);
    }
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be at least 1, but is " + rounds);
    }
    Random random = new Random(seed);
    List<Slot> slots = new ArrayList<>();
    List<List<String>> square = List.of();
    for (int round = 0; round < rounds; round++) {
      int row = round % backendIds.size();
      if (row == 0) {
        square = latinSquare(backendIds, random);
      }
      for (String backendId : square.get(row)) {
        int slot = slots.size() % backendIds.size() + 1;
        slots.add(new Slot(slots.size() + 1, round + 1, slot, backendId));
      }
    }
    return List.copyOf(slots);
  }

  private static List<List<String>> latinSquare(List<String> backendIds, Random random) {
    int size = backendIds.size();
    int[] rowShift = permutation(size, random);
    int[] columnShift = permutation(size, random);
    int[] names = permutation(size, random);
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < size; row++) {
      List<String> order = new ArrayList<>();
      for (int column = 0; column < size; column++) {
        order.add(backendIds.get(names[(rowShift[row] + columnShift[column]) % size]));
      }
      rows.add(order);
    }
    return rows;
  }

  private static int[] permutation(int size, Random random) {
    int[] values = new int[size];
    for (int index = 0; index < size; index++) {
      int other = random.nextInt(index + 1);
      values[index] = values[other];
      values[other] = index;
    }
    return values;
  }
}
