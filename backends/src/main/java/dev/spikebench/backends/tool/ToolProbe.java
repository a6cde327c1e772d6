package dev.spikebench.backends.tool;

import dev.spikebench.results.model.Fact;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks for the programs that building and running backends may need. Thread-safe: no state.
public final class ToolProbe {
  private record Wanted(String name, String purpose, String hint) {}

  private static final List<Wanted> WANTED =
      List.of(
          new Wanted(
              "mvn",
              "builds spikebench and the Java backend",
              "install Apache Maven 3.8.7 or newer: https://maven.apache.org"),
          new Wanted(
              "git",
              "names the measured commit in results",
              "install git by the system's packages: https://git-scm.com"),
          new Wanted(
              "node",
              "runs backends written for Node.js",
              "install Node.js 20 or newer: https://nodejs.org"),
          new Wanted(
              "npm",
              "builds backends written for Node.js",
              "it comes with Node.js: https://nodejs.org"),
          new Wanted(
              "cargo", "builds backends written in Rust", "install Rust: https://rustup.rs"));

  private ToolProbe() {}

  /// All programs, found or not; the JDK in use first. Each is given ten seconds at most.
  public static List<InstalledTool> probe() {
    List<InstalledTool> others = WANTED.parallelStream().map(ToolProbe::look).toList();
    return Stream.concat(Stream.of(java()), others.stream()).toList();
  }

  private static InstalledTool java() {
    Path program = Path.of(System.getProperty("java.home"), "bin", "java");
    return new InstalledTool(
        "java",
        "runs spikebench and the Java backend",
        program,
        Fact.of(Runtime.version().toString()),
        "install a JDK 25: https://adoptium.net");
  }

  private static InstalledTool look(Wanted wanted) {
    Optional<Path> program = ToolFinder.find(wanted.name());
    Fact version =
        program
            .map(path -> ToolFinder.version(path, List.of("--version")))
            .orElseGet(() -> Fact.unavailable(wanted.name() + " is not on the search path"));
    return new InstalledTool(
        wanted.name(), wanted.purpose(), program.orElse(null), version, wanted.hint());
  }
}
