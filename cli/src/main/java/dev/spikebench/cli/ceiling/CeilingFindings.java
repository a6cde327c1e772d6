package dev.spikebench.cli.ceiling;

import dev.spikebench.backends.raw.IdShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the rates come to: the ceiling is the best of all bindings, groups and statements at the
/// default level with sequential ids; a binding whose best stays well below it is a finding.
///
/// @param ceiling the highest median; null where nothing was measured
/// @param bestOfBackend each backend's own best there, by id
record CeilingFindings(@Nullable CeilingRate ceiling, Map<String, CeilingRate> bestOfBackend) {
  /// From here on a binding is said to stay below: more than runs of one binding differ.
  static final double NOTABLE_LOSS = 0.15;

  static CeilingFindings of(List<CeilingRate> rates) {
    Map<String, CeilingRate> best = new LinkedHashMap<>();
    for (CeilingRate rate : rates) {
      Double median = rate.median();
      if (median != null && isMeasure(rate.testCase())) {
        best.merge(rate.backendId(), rate, CeilingFindings::faster);
      }
    }
    Optional<CeilingRate> ceiling = best.values().stream().reduce(CeilingFindings::faster);
    return new CeilingFindings(ceiling.orElse(null), best);
  }

  /// The case that backends are measured in unless they are told otherwise.
  private static boolean isMeasure(CeilingCase testCase) {
    return testCase.synchronous().equals(CeilingCase.DEFAULT_LEVEL)
        && testCase.ids() == IdShape.SPEC;
  }

  private static CeilingRate faster(CeilingRate one, CeilingRate other) {
    return value(other) > value(one) ? other : one;
  }

  private static double value(CeilingRate rate) {
    Double median = rate.median();
    return median == null ? 0 : median;
  }

  /// The backend's best as a share of the ceiling; null where either is missing.
  @Nullable Double shareOf(String backendId) {
    CeilingRate best = bestOfBackend.get(backendId);
    return ceiling == null || best == null ? null : (Double) (value(best) / value(ceiling));
  }

  /// Sentences for the eyes: who sets the ceiling, and who stays below it.
  List<String> sentences() {
    CeilingRate highest = ceiling;
    if (highest == null) {
      return List.of("No ceiling: no binding was measured at the default level.");
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Ceiling: %,.0f events/s (%s; %s)."
            .formatted(value(highest), highest.backendId(), highest.testCase().text()));
    for (String id : bestOfBackend.keySet()) {
      Double share = shareOf(id);
      if (share != null && share < 1 - NOTABLE_LOSS) {
        sentences.add(
            "The binding of %s stays %.0f %% below it: a finding to explain and mend."
                .formatted(id, (1 - share) * 100));
      }
    }
    if (sentences.size() == 1 && bestOfBackend.size() > 1) {
      sentences.add(
          "Every other binding comes within %.0f %% of it.".formatted(NOTABLE_LOSS * 100));
    }
    return sentences;
  }
}
