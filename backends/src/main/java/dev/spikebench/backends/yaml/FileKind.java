package dev.spikebench.backends.yaml;

/// What a file is, for messages about it.
///
/// @param word what to call it, such as `descriptor`
/// @param initCommand the command that writes a new one, such as `backend init`
public record FileKind(String word, String initCommand) {}
