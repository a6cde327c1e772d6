package dev.spikebench.results.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the iterations of one backend add up to. Can be computed again from the iterations.
///
/// @param id see [BackendFacts]
/// @param name see [BackendFacts]
/// @param language see [BackendFacts]
/// @param framework see [BackendFacts]
/// @param available whether it could be measured at all
/// @param unavailableReason why it could not; null exactly where it is available
/// @param valid whether its figures count: it is available, passed parity and has a valid iteration
/// @param invalidReasons why they do not, one sentence each; empty exactly where it is valid
/// @param iterations iterations that were run
/// @param validIterations of these, iterations that count
/// @param parity outcome of the parity suite
/// @param metrics [SummaryKey] to figure
/// @param durability see [BackendFacts]
/// @param artifactSha256 see [BackendFacts]
/// @param runtimeSizeNote see [BackendFacts]
/// @param rawRates see [BackendFacts]
/// @param source see [BackendFacts]
/// @param command see [BackendFacts]
public record BackendSummary(
    String id,
    String name,
    String language,
    String framework,
    boolean available,
    @Nullable String unavailableReason,
    boolean valid,
    List<String> invalidReasons,
    int iterations,
    int validIterations,
    ParityCount parity,
    Map<String, SummaryMetric> metrics,
    @Nullable Durability durability,
    Fact artifactSha256,
    @Nullable String runtimeSizeNote,
    @Nullable RawRates rawRates,
    @Nullable SourceState source,
    @Nullable List<String> command) {

  /// @throws IllegalArgumentException when a value is missing or contradicts another
  public BackendSummary {
    Checks.id("backends.id", id);
    Checks.text("backends.name", name);
    Checks.text("backends.language", language);
    Checks.text("backends.framework", framework);
    Checks.optionalText("backends.unavailableReason", unavailableReason);
    if (available != (unavailableReason == null)) {
      throw Checks.bad(
          "backends.unavailableReason", unavailableReason, "given exactly where not available");
    }
    invalidReasons = Checks.texts("backends.invalidReasons", invalidReasons);
    if (valid != invalidReasons.isEmpty()) {
      throw Checks.bad("backends.invalidReasons", invalidReasons, "given exactly where not valid");
    }
    Checks.atLeast("backends.iterations", 0, iterations);
    Checks.atLeast("backends.validIterations", 0, validIterations);
    if (validIterations > iterations) {
      throw Checks.bad(
          "backends.validIterations", validIterations, "at most backends.iterations " + iterations);
    }
    Checks.present("backends.parity", parity);
    metrics = Checks.map("backends.metrics", metrics);
    Checks.present("backends.artifactSha256", artifactSha256);
    Checks.optionalText("backends.runtimeSizeNote", runtimeSizeNote);
    command = command == null ? null : Checks.texts("backends.command", command);
  }

  /// A backend whose source and command are not known.
  public BackendSummary(
      String id,
      String name,
      String language,
      String framework,
      boolean available,
      @Nullable String unavailableReason,
      boolean valid,
      List<String> invalidReasons,
      int iterations,
      int validIterations,
      ParityCount parity,
      Map<String, SummaryMetric> metrics,
      @Nullable Durability durability,
      Fact artifactSha256,
      @Nullable String runtimeSizeNote,
      @Nullable RawRates rawRates) {
    this(
        id,
        name,
        language,
        framework,
        available,
        unavailableReason,
        valid,
        invalidReasons,
        iterations,
        validIterations,
        parity,
        metrics,
        durability,
        artifactSha256,
        runtimeSizeNote,
        rawRates,
        null,
        null);
  }

  /// Whether it is known to be a straw man, which ranks nothing.
  public boolean notTuned() {
    return rawRates != null && rawRates.notTuned();
  }

  /// The figure under a key; where the file has none, a missing one that says so.
  public SummaryMetric metric(SummaryKey key) {
    SummaryMetric metric = metrics.get(key.key());
    return metric == null ? SummaryMetric.unavailable(0, "not in the result file") : metric;
  }
}
