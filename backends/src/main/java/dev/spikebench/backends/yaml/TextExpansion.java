package dev.spikebench.backends.yaml;

import java.util.function.Consumer;

/// Replaces placeholders in the values of a file. Thread-safe.
@FunctionalInterface
public interface TextExpansion {
  /// Leaves every value as it is written.
  TextExpansion NONE = (text, problem) -> text;

  /// The text with its placeholders replaced; one that has no value stays and is told to the sink.
  ///
  /// @param text a value of the file
  /// @param problem takes a message for each placeholder without a value
  String expand(String text, Consumer<String> problem);
}
