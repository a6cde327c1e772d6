package dev.spikebench.results.design;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the order in which things were really measured allows to conclude.
public sealed interface OrderAudit {

  /// The arms took turns, and every one that was first in a round was also last in another.
  record Interleaved() implements OrderAudit {}

  /// The arms took turns, but these never changed the ends of the round: what looks like a
  /// difference between arms may be one between places.
  ///
  /// @param arms arms that were first but never last, or last but never first
  record FixedOrder(List<String> arms) implements OrderAudit {}

  /// An arm was measured three times or more without any other between, which never happens where
  /// arms take turns: drift of the machine looks like a difference. Such measurements must not be
  /// compared.
  ///
  /// @param arm the first such arm
  record Blocked(String arm) implements OrderAudit {}

  /// Looks at the arms in the order in which they were measured.
  ///
  /// @param rounds ids of the arms of each round in their order
  static OrderAudit of(List<List<String>> rounds) {
    List<String> all = rounds.stream().flatMap(List::stream).toList();
    boolean several = all.stream().distinct().count() > 1;
    for (int place = 2; several && place < all.size(); place++) {
      String arm = all.get(place);
      if (arm.equals(all.get(place - 1)) && arm.equals(all.get(place - 2))) {
        return new Blocked(arm);
      }
    }
    Set<String> first = new HashSet<>();
    Set<String> last = new HashSet<>();
    for (List<String> round : rounds) {
      if (round.size() > 1) {
        first.add(round.getFirst());
        last.add(round.getLast());
      }
    }
    List<String> fixed =
        all.stream().distinct().filter(it -> first.contains(it) != last.contains(it)).toList();
    return fixed.isEmpty() ? new Interleaved() : new FixedOrder(fixed);
  }
}
