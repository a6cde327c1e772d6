package dev.spikebench.cli.jmh;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One process of JMH: the benchmarks of one class. Run by one thread; [#stop()] by any.
final class JmhRun {
  private static final String BENCHMARK = "# Benchmark: ";
  private static final String PARAMETERS = "# Parameters: ";
  private static final String PROGRESS = "# Run progress: ";

  private final List<String> command;
  private final Path folder;
  private final Consumer<String> progress;
  private volatile boolean stopped;
  private volatile @Nullable Process process;
  private String benchmark = "";
  private String parameters = "";

  /// @param command of [JmhArchive#command]
  /// @param folder where it works
  /// @param progress gets a line whenever a benchmark begins
  JmhRun(List<String> command, Path folder, Consumer<String> progress) {
    this.command = command;
    this.folder = folder;
    this.progress = progress;
  }

  /// JMH's arguments for certain benchmarks.
  ///
  /// @param names full names
  /// @param result file that gets the results in JMH's own JSON
  static List<String> arguments(JmhSettings settings, List<String> names, Path result) {
    List<String> arguments = new ArrayList<>(settings.arguments());
    arguments.addAll(List.of("-rf", "json", "-rff", result.toString()));
    for (String name : names) {
      arguments.add("^" + Pattern.quote(name) + "$");
    }
    return arguments;
  }

  /// Runs to the end.
  ///
  /// @param log gets everything that JMH prints
  /// @return whether all of it could be measured
  boolean run(Writer log) {
    try {
      Process started =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      process = started;
      if (stopped) {
        started.destroy();
      }
      try (BufferedReader lines = started.inputReader()) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          log.write(line);
          log.write('\n');
          follow(line);
        }
      }
      log.flush();
      return started.waitFor() == 0;
    } catch (IOException e) {
      throw new CommandException(ExitCode.TOOL_FAILURE, "cannot run the benchmarks: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.INTERRUPTED, "interrupted", e);
    }
  }

  /// Ends it and the virtual machines that it forked.
  void stop() {
    stopped = true;
    Process running = process;
    if (running != null) {
      running.descendants().forEach(ProcessHandle::destroy);
      running.destroy();
    }
  }

  private void follow(String line) {
    if (line.startsWith(BENCHMARK)) {
      benchmark = shortName(line.substring(BENCHMARK.length()));
      parameters = "";
    } else if (line.startsWith(PARAMETERS)) {
      parameters = " " + line.substring(PARAMETERS.length());
    } else if (line.startsWith(PROGRESS)) {
      progress.accept(
          benchmark
              + parameters
              + "  "
              + line.substring(PROGRESS.length()).replace("complete, ETA", "done, left about"));
    }
  }

  /// Class and method without the package.
  static String shortName(String fullName) {
    int method = fullName.lastIndexOf('.');
    int type = fullName.lastIndexOf('.', method - 1);
    return fullName.substring(type + 1);
  }
}
