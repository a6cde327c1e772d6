package dev.spikebench.cli.jmh;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// The packaged benchmarks: which there are, and how they are started.
final class JmhArchive {
  private static final Pattern BENCHMARK = Pattern.compile("dev\\.spikebench\\.[\\w.]+");

  private final Path jar;

  private JmhArchive(Path jar) {
    this.jar = jar;
  }

  /// The installation's benchmarks.
  ///
  /// @throws CommandException where they are not built
  static JmhArchive of(Installation installation) {
    Path jar = installation.benchmarkArchive();
    if (!Files.isRegularFile(jar)) {
      throw new CommandException(
          ExitCode.USAGE,
          "the benchmarks are not built: "
              + installation.root().relativize(jar)
              + " is missing; build them with: mvn -DskipTests package");
    }
    return new JmhArchive(jar);
  }

  /// Full names of the benchmarks that match, by the class that asks the question.
  ///
  /// @param pattern regular expression that a name must contain; null for all
  /// @throws CommandException where none does
  SequencedMap<String, List<String>> benchmarks(@Nullable String pattern) {
    List<String> all = list();
    Pattern wanted = compile(pattern == null ? "" : pattern);
    SequencedMap<String, List<String>> byClass = new LinkedHashMap<>();
    for (String name : all) {
      if (wanted.matcher(name).find()) {
        String className = name.substring(0, name.lastIndexOf('.'));
        byClass.computeIfAbsent(className, none -> new ArrayList<>()).add(name);
      }
    }
    if (byClass.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          "no benchmark matches \"" + pattern + "\"; there are:\n  " + String.join("\n  ", all));
    }
    return byClass;
  }

  /// The command that starts JMH.
  List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(arguments);
    return command;
  }

  private List<String> list() {
    try {
      Process process =
          new ProcessBuilder(command(List.of("-l"))).redirectErrorStream(true).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      List<String> names =
          printed.lines().filter(line -> BENCHMARK.matcher(line).matches()).sorted().toList();
      if (process.waitFor() != 0 || names.isEmpty()) {
        throw new CommandException(
            ExitCode.TOOL_FAILURE, "cannot list the benchmarks: " + printed.strip());
      }
      return names;
    } catch (IOException e) {
      throw new CommandException(ExitCode.TOOL_FAILURE, "cannot start the benchmarks: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.INTERRUPTED, "interrupted", e);
    }
  }

  private static Pattern compile(String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "\""
              + pattern
              + "\" is no regular expression: "
              + e.getDescription()
              + "; give a part of a benchmark's name",
          e);
    }
  }
}
