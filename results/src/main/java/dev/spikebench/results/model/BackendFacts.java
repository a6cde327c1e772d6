package dev.spikebench.results.model;

import org.jspecify.annotations.Nullable;

/// What is known of a backend apart from its iterations.
///
/// @param id its id, for instance `java-undertow`
/// @param name its name in tables, for instance `Java (Undertow)`
/// @param language the language it is written in
/// @param framework the framework it uses
/// @param unavailableReason why it could not be measured at all; null where it could
/// @param parity outcome of the parity suite
/// @param durability what it promises of acknowledged events; null where the source does not say
/// @param artifactSha256 hash of the artifact that was run
/// @param runtimeSizeNote what its runtime size weighs, in a word or two; null without a note
/// @param rawRates what it makes of its own SQLite binding; null where that was not looked at
public record BackendFacts(
    String id,
    String name,
    String language,
    String framework,
    @Nullable String unavailableReason,
    ParityCount parity,
    @Nullable Durability durability,
    Fact artifactSha256,
    @Nullable String runtimeSizeNote,
    @Nullable RawRates rawRates) {

  /// @throws IllegalArgumentException when a value is missing or blank
  public BackendFacts {
    Checks.id("backend.id", id);
    Checks.text("backend.name", name);
    Checks.text("backend.language", language);
    Checks.text("backend.framework", framework);
    Checks.optionalText("backend.unavailableReason", unavailableReason);
    Checks.present("backend.parity", parity);
    Checks.present("backend.artifactSha256", artifactSha256);
    Checks.optionalText("backend.runtimeSizeNote", runtimeSizeNote);
  }

  /// Facts of a backend whose raw rate was not looked at.
  public BackendFacts(
      String id,
      String name,
      String language,
      String framework,
      @Nullable String unavailableReason,
      ParityCount parity,
      @Nullable Durability durability,
      Fact artifactSha256,
      @Nullable String runtimeSizeNote) {
    this(
        id,
        name,
        language,
        framework,
        unavailableReason,
        parity,
        durability,
        artifactSha256,
        runtimeSizeNote,
        null);
  }

  /// The same with what it makes of its own SQLite binding.
  public BackendFacts withRawRates(@Nullable RawRates rates) {
    return new BackendFacts(
        id,
        name,
        language,
        framework,
        unavailableReason,
        parity,
        durability,
        artifactSha256,
        runtimeSizeNote,
        rates);
  }

  /// Whether it could be measured: it can be run, and it passed each parity case.
  public boolean measurable() {
    return unavailableReason == null && parity.allPassed();
  }

  /// Whether it is known to be a straw man, which ranks nothing.
  public boolean notTuned() {
    return rawRates != null && rawRates.notTuned();
  }
}
