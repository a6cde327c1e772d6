package dev.spikebench.results.design;

import java.util.HashSet;
import java.util.List;

/// The order in which the backends of a comparison are measured: a [BalancedOrder] of their ids.
public final class RunOrder {

  private RunOrder() {}

  /// One measurement to come.
  ///
  /// @param sequence place in the whole order, from 1
  /// @param round round, from 1
  /// @param slot place within the round, from 1
  /// @param backendId the backend to measure
  public record Slot(int sequence, int round, int slot, String backendId) {}

  /// The whole order. The same arguments always give the same order, on every Java version.
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
    return new BalancedOrder<>(backendIds, seed)
        .rounds(rounds).stream()
            .map(it -> new Slot(it.sequence(), it.round(), it.slot(), it.arm()))
            .toList();
  }
}
