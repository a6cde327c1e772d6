package dev.spikebench.results.design;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;

/// The order in which arms are measured: random, and balanced so that no arm gains from a place in
/// its round. An arm is whatever is measured in turn: a backend, an artifact of a gate, a cell of a
/// factorial study.
///
/// Rounds are taken from Latin squares, in which every arm stands once in every row and once in
/// every column; rows, columns and arms of each square are shuffled anew (R. A. Fisher and F.
/// Yates, *Statistical Tables*, 1938, for the shuffles; D. A. Preece, *Latin squares*, in
/// *Encyclopedia of Statistical Sciences*, for the design). Over any number of rounds each arm has
/// been in each place equally often, give or take one.
///
/// The order is a pure function of arms, seed and position: more rounds are appended without
/// disturbing earlier ones, and a run that was interrupted goes on where it stopped. It is the same
/// on every Java version, because the numbers come from the generator that [Random] prescribes.
///
/// @param arms distinct arms, at least one
/// @param seed decides the order
public record BalancedOrder<T>(List<T> arms, long seed) {

  /// @throws IllegalArgumentException when there is no arm, or one is given twice
  public BalancedOrder {
    if (arms.isEmpty() || new HashSet<>(arms).size() != arms.size()) {
      throw new IllegalArgumentException("arms must be distinct and at least one, but are " + arms);
    }
    arms = List.copyOf(arms);
  }

  /// One measurement to come.
  ///
  /// @param sequence place in the whole order, from 1
  /// @param round round, from 1
  /// @param slot place within the round, from 1
  /// @param arm what to measure
  public record Place<T>(int sequence, int round, int slot, T arm) {}

  /// The first rounds.
  ///
  /// @param rounds how often each arm is measured, at least once
  /// @throws IllegalArgumentException when it is fewer than one
  public List<Place<T>> rounds(int rounds) {
    return rest(0, rounds);
  }

  /// What is left of the first rounds.
  ///
  /// @param done number of measurements that are done, from 0
  /// @param rounds rounds in all, at least one
  /// @throws IllegalArgumentException when there are fewer than one, or more done than they hold
  public List<Place<T>> rest(int done, int rounds) {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be at least 1, but is " + rounds);
    }
    int all = Math.multiplyExact(rounds, arms.size());
    if (done < 0 || done > all) {
      throw new IllegalArgumentException("done must be from 0 to " + all + ", but is " + done);
    }
    List<Place<T>> places = new ArrayList<>(all);
    Random random = new Random(seed);
    List<List<T>> square = List.of();
    for (int round = 0; round < rounds; round++) {
      int row = round % arms.size();
      if (row == 0) {
        square = latinSquare(random);
      }
      for (T arm : square.get(row)) {
        int slot = places.size() % arms.size() + 1;
        places.add(new Place<>(places.size() + 1, round + 1, slot, arm));
      }
    }
    return List.copyOf(places.subList(done, all));
  }

  /// The arms in the order of one round.
  ///
  /// @param round from 1
  public List<T> round(int round) {
    return rest((round - 1) * arms.size(), round).stream().map(Place::arm).toList();
  }

  private List<List<T>> latinSquare(Random random) {
    int size = arms.size();
    int[] rowShift = permutation(size, random);
    int[] columnShift = permutation(size, random);
    int[] names = permutation(size, random);
    List<List<T>> rows = new ArrayList<>();
    for (int row = 0; row < size; row++) {
      List<T> order = new ArrayList<>();
      for (int column = 0; column < size; column++) {
        order.add(arms.get(names[(rowShift[row] + columnShift[column]) % size]));
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
