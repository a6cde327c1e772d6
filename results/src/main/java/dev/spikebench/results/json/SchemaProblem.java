package dev.spikebench.results.json;

/// One place where a document differs from the schema.
///
/// @param pointer JSON pointer of the place, empty for the whole document
/// @param message what is wrong there
public record SchemaProblem(String pointer, String message) {}
