package dev.spikebench.backends.tool;

import dev.spikebench.backends.process.CommandOutput;
import dev.spikebench.results.model.Fact;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds programs and asks them for their version. Thread-safe: no state.
public final class ToolFinder {
  private static final Duration VERSION_TIMEOUT = Duration.ofSeconds(10);

  private ToolFinder() {}

  /// Where a program is: a name is looked up on the search path, a path is taken as it is. Empty if
  /// there is no executable file.
  public static Optional<Path> find(String name) {
    return find(name, System.getenv().getOrDefault("PATH", ""));
  }

  static Optional<Path> find(String name, String searchPath) {
    if (name.contains("/") || name.contains(File.separator)) {
      return path(name).filter(ToolFinder::isProgram);
    }
    for (String folder : searchPath.split(Pattern.quote(File.pathSeparator), -1)) {
      for (String ending : endings()) {
        Optional<Path> candidate =
            path(folder).map(parent -> parent.resolve(name + ending)).filter(ToolFinder::isProgram);
        if (!folder.isEmpty() && candidate.isPresent()) {
          return candidate;
        }
      }
    }
    return Optional.empty();
  }

  /// The version that a program prints, or why there is none. Takes at most ten seconds.
  ///
  /// @param program the program
  /// @param arguments what makes it print its version
  public static Fact version(Path program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(arguments);
    Optional<CommandOutput> output = CommandOutput.of(command, null, Map.of(), VERSION_TIMEOUT);
    if (output.isEmpty()) {
      return Fact.unavailable(
          String.join(" ", command)
              + " could not be run within "
              + VERSION_TIMEOUT.toSeconds()
              + " s");
    }
    return Version.in(output.get().text())
        .map(version -> Fact.of(version.text()))
        .orElseGet(() -> Fact.unavailable(String.join(" ", command) + " prints no version"));
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  private static List<String> endings() {
    return File.separatorChar == '\\' ? List.of(".exe", ".cmd", ".bat", "") : List.of("");
  }
}
