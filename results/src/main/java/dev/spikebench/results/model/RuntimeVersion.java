package dev.spikebench.results.model;

/// A runtime or compiler that was used, for instance the JVM, Node.js or rustc.
///
/// @param name its name
/// @param version its version
public record RuntimeVersion(String name, Fact version) {

  /// @throws IllegalArgumentException when a part is missing
  public RuntimeVersion {
    Checks.text("runtimes.name", name);
    Checks.present("runtimes.version", version);
  }
}
