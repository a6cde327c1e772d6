package dev.spikebench.results.stats.ranking;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Letters for arms (compact letter display): two arms share a letter exactly where they are not
/// separated. Being tied is not transitive, so an arm may have several letters.
///
/// Source: H.-P. Piepho, *An algorithm for a letter-based representation of all-pairwise
/// comparisons*, Journal of Computational and Graphical Statistics 13 (2004), 456–466 (insert and
/// absorb).
public final class TieGroups {

  private static final int LETTERS = 26;

  private TieGroups() {}

  /// The letters of each arm, in alphabetical order; a is the group of the first arm.
  ///
  /// @param bestFirst distinct ids of the arms
  /// @param separated pairs of arms that are told apart
  public static SortedMap<String, String> letters(
      List<String> bestFirst, Set<Set<String>> separated) {
    List<BitSet> groups = groups(bestFirst, separated);
    SortedMap<String, String> letters = new TreeMap<>();
    for (int arm = 0; arm < bestFirst.size(); arm++) {
      StringBuilder text = new StringBuilder();
      for (int group = 0; group < groups.size(); group++) {
        if (groups.get(group).get(arm)) {
          text.append(letter(group));
        }
      }
      letters.put(bestFirst.get(arm), text.toString());
    }
    return letters;
  }

  private static List<BitSet> groups(List<String> arms, Set<Set<String>> separated) {
    List<BitSet> groups = new ArrayList<>();
    BitSet all = new BitSet();
    all.set(0, arms.size());
    groups.add(all);
    for (int first = 0; first < arms.size(); first++) {
      for (int second = first + 1; second < arms.size(); second++) {
        if (separated.contains(Set.of(arms.get(first), arms.get(second)))) {
          groups = absorbed(split(groups, first, second));
        }
      }
    }
    groups.sort(Comparator.comparing(TieGroups::order));
    return groups;
  }

  /// Each group with both arms becomes two, which lack one each.
  private static List<BitSet> split(List<BitSet> groups, int first, int second) {
    List<BitSet> split = new ArrayList<>();
    for (BitSet group : groups) {
      if (group.get(first) && group.get(second)) {
        split.add(without(group, second));
        split.add(without(group, first));
      } else {
        split.add(group);
      }
    }
    return split;
  }

  /// Without the groups that lie within another.
  private static List<BitSet> absorbed(List<BitSet> groups) {
    List<BitSet> kept = new ArrayList<>();
    for (int index = 0; index < groups.size(); index++) {
      BitSet group = groups.get(index);
      boolean within = false;
      for (int other = 0; other < groups.size(); other++) {
        boolean same = groups.get(other).equals(group);
        within |= other != index && contains(groups.get(other), group) && (!same || other < index);
      }
      if (!within) {
        kept.add(group);
      }
    }
    return kept;
  }

  private static boolean contains(BitSet group, BitSet part) {
    BitSet rest = (BitSet) part.clone();
    rest.andNot(group);
    return rest.isEmpty();
  }

  private static BitSet without(BitSet group, int arm) {
    BitSet rest = (BitSet) group.clone();
    rest.clear(arm);
    return rest;
  }

  /// Members from the first arm on: the group of better arms comes first.
  private static String order(BitSet group) {
    StringBuilder text = new StringBuilder();
    group.stream().forEach(arm -> text.append((char) ('0' + arm)));
    return text.toString();
  }

  private static String letter(int group) {
    String letter = String.valueOf((char) ('a' + group % LETTERS));
    return group < LETTERS ? letter : letter + (group / LETTERS);
  }
}
