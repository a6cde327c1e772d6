package dev.spikebench.results.model;

import java.time.LocalDate;
import java.util.List;

/// Marks figures that this tool did not measure itself but took over from elsewhere.
///
/// @param source where they come from, in words
/// @param sourceSha256 hash of the document they were read from
/// @param measuredOn the day its author names
/// @param anotherMachine whether they were measured on a machine other than the one of this file's
///   other figures, so that they must not be compared with them
/// @param notes what the source says of its own limits, one plain sentence each
public record ImportedFrom(
    String source,
    String sourceSha256,
    LocalDate measuredOn,
    boolean anotherMachine,
    List<String> notes) {

  /// @throws IllegalArgumentException when a value is missing or blank
  public ImportedFrom {
    Checks.text("importedFrom.source", source);
    Checks.sha256("importedFrom.sourceSha256", sourceSha256);
    Checks.present("importedFrom.measuredOn", measuredOn);
    notes = Checks.texts("importedFrom.notes", notes);
  }
}
