package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The command line as a process of its own, as the launcher script starts it. Stateless.
final class ToolProcess {
  private ToolProcess() {}

  /// A process to be started with these words.
  static ProcessBuilder of(List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(TestTerminal.repository().resolve("spikebench").toAbsolutePath().toString());
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    // What the build is packaging right now is what is to be run.
    builder.environment().put("SPIKEBENCH_NO_BUILD", "1");
    return builder;
  }

  /// Sends a signal such as `INT`.
  static void signal(Process process, String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /// Ends it and what it started, where a test could not.
  static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
