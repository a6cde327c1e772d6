package dev.spikebench.parity.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// How far two voters agree, facet by facet.
public final class Comparison {
  private static final FacetValue NOTHING = FacetValue.of("(nothing)");

  private Comparison() {}

  /// One place where two voters were compared.
  ///
  /// @param difference the permitted difference by which they are apart; empty where by none
  public record Point(
      FacetKey key, FacetValue left, FacetValue right, Verdict verdict, String difference) {}

  /// A backend against the contract.
  public static List<Point> withContract(Reading reading) {
    List<Point> points = new ArrayList<>();
    for (FacetKey key : keys(reading.seen(), reading.contract())) {
      FacetValue left = reading.seen().values().getOrDefault(key, NOTHING);
      FacetValue right = reading.contract().values().getOrDefault(key, NOTHING);
      String difference = reading.seen().differences().getOrDefault(key, "");
      Verdict verdict =
          !FacetEquality.same(key.facet(), left, right)
              ? failure(key, left, right)
              : difference.isEmpty() ? Verdict.EQUAL : Verdict.EQUIVALENT;
      points.add(new Point(key, left, right, verdict, difference));
    }
    return points;
  }

  /// Two backends.
  public static List<Point> between(Reading one, Reading other) {
    List<Point> points = new ArrayList<>();
    for (FacetKey key : keys(one.seen(), other.seen())) {
      FacetValue left = one.seen().values().getOrDefault(key, NOTHING);
      FacetValue right = other.seen().values().getOrDefault(key, NOTHING);
      points.add(point(key, left, right, one, other));
    }
    return points;
  }

  private static Point point(
      FacetKey key, FacetValue left, FacetValue right, Reading one, Reading other) {
    if (left.raw().equals(right.raw()) && left.normal().equals(right.normal())) {
      return new Point(key, left, right, Verdict.IDENTICAL, "");
    }
    if (FacetEquality.same(key.facet(), left, right)) {
      return new Point(key, left, right, Verdict.EQUAL, "");
    }
    boolean permitted = permits(one, key) && permits(other, key) && usesDifference(one, other);
    return permitted
        ? new Point(key, left, right, Verdict.EQUIVALENT, difference(one, other))
        : new Point(key, left, right, failure(key, left, right), "");
  }

  /// A place that one of both does not have follows from an answer that was permitted.
  private static boolean permits(Reading reading, FacetKey key) {
    return !reading.seen().values().containsKey(key) || reading.isAccepted(key);
  }

  private static boolean usesDifference(Reading one, Reading other) {
    return !one.seen().differences().isEmpty() || !other.seen().differences().isEmpty();
  }

  private static String difference(Reading one, Reading other) {
    return (one.seen().differences().isEmpty() ? other : one)
        .seen()
        .differences()
        .values()
        .iterator()
        .next();
  }

  private static Verdict failure(FacetKey key, FacetValue left, FacetValue right) {
    return switch (key.facet()) {
      case CONNECTION ->
          left.normal().equals("hang") || right.normal().equals("hang")
              ? Verdict.HANG
              : Verdict.CRASH;
      case STATUS ->
          left.normal().startsWith("5") != right.normal().startsWith("5")
              ? Verdict.CRASH
              : Verdict.DIVERGENT;
      case HEADERS, BODY, ROW, STATS, STREAM -> Verdict.DIVERGENT;
    };
  }

  private static SortedSet<FacetKey> keys(Facets one, Facets other) {
    SortedSet<FacetKey> keys = new TreeSet<>(one.values().keySet());
    keys.addAll(other.values().keySet());
    return keys;
  }
}
