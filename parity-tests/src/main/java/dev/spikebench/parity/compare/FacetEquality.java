package dev.spikebench.parity.compare;

import dev.spikebench.parity.json.JsonReader;
import dev.spikebench.parity.json.JsonValue;
import dev.spikebench.parity.json.JsonValue.JsonNumber;
import dev.spikebench.parity.json.JsonValue.JsonObject;
import dev.spikebench.parity.json.JsonWriter;
import dev.spikebench.parity.json.MalformedJsonException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether two values are equal by the contract. Texts are; totals need to be right to a part of
/// themselves only (DIFF-07).
final class FacetEquality {
  private static final double TOKENS = 1e-15;
  private static final double COST = 1e-12;

  private FacetEquality() {}

  static boolean same(Facet facet, FacetValue left, FacetValue right) {
    return left.normal().equals(right.normal())
        || ((facet == Facet.STATS || facet == Facet.BODY)
            && sameTotals(left.normal(), right.normal()));
  }

  private static boolean sameTotals(String left, String right) {
    if (!left.startsWith("{") || !left.contains("total_tokens_in")) {
      return false;
    }
    try {
      return JsonReader.read(left) instanceof JsonObject l
          && JsonReader.read(right) instanceof JsonObject r
          && sameTotals(l.effective(), r.effective());
    } catch (MalformedJsonException notJson) {
      return false;
    }
  }

  private static boolean sameTotals(Map<String, JsonValue> left, Map<String, JsonValue> right) {
    return left.keySet().equals(right.keySet())
        && left.entrySet().stream()
            .allMatch(entry -> same(entry.getKey(), entry.getValue(), right.get(entry.getKey())));
  }

  private static boolean same(String name, JsonValue left, @Nullable JsonValue right) {
    if (right == null) {
      return false;
    }
    if (name.startsWith("total_")
        && left instanceof JsonNumber l
        && right instanceof JsonNumber r) {
      double part = name.equals("total_cost_usd") ? COST : l.value() > 0x1p53 ? TOKENS : 0;
      return Math.abs(l.value() - r.value()) <= part * Math.max(l.value(), r.value());
    }
    return JsonWriter.canonical(left).equals(JsonWriter.canonical(right));
  }
}
