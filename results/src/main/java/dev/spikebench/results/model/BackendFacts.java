package dev.spikebench.results.model;

import java.util.List;
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
/// @param source commit of the checkout that it was built from; null where nobody looked
/// @param command what it was started by, with `${root}`, `${directory}` and `${javaHome}` in the
///   place of this machine's folders; null where it was not started or nobody looked
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
    @Nullable RawRates rawRates,
    @Nullable SourceState source,
    @Nullable List<String> command) {

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
    command = command == null ? null : Checks.texts("backend.command", command);
  }

  /// Facts of a backend of which neither raw rates nor source and command are known.
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
        null,
        null,
        null);
  }

  /// The same with what it makes of its own SQLite binding.
  public BackendFacts withRawRates(@Nullable RawRates rates) {
    return with(rates, source, command);
  }

  /// The same with where it comes from and how it is started.
  public BackendFacts withOrigin(
      @Nullable SourceState newSource, @Nullable List<String> newCommand) {
    return with(rawRates, newSource, newCommand);
  }

  private BackendFacts with(
      @Nullable RawRates newRates,
      @Nullable SourceState newSource,
      @Nullable List<String> newCommand) {
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
        newRates,
        newSource,
        newCommand);
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
