package dev.spikebench.backends.build;

import dev.spikebench.backends.descriptor.BuildStep;
import dev.spikebench.backends.process.EndWithJvm;
import dev.spikebench.backends.process.ProcessTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One run of a build step. Its output is read on a thread of its own. It is ended after half an
/// hour, which no build of a backend takes.
final class StepRun implements EndWithJvm.Ending {
  private static final Duration TIMEOUT = Duration.ofMinutes(30);
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration OUTPUT_TIMEOUT = Duration.ofSeconds(2);
  private static final int MAX_TAIL_LINES = 30;
  private static final int MAX_LINE_CHARACTERS = 2000;

  private final BuildStep step;
  private final Process process;
  private final Deque<String> tail = new ArrayDeque<>();

  private StepRun(BuildStep step, Process process) {
    this.step = step;
    this.process = process;
  }

  /// Runs a step to its end.
  ///
  /// @throws BuildException if it can't be run, fails or is interrupted
  static void run(BuildStep step, Consumer<String> outputLine) {
    ProcessBuilder builder =
        new ProcessBuilder(step.command())
            .directory(step.directory().toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(step.environment());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      new StepRun(step, process).follow(outputLine);
    } catch (IOException e) {
      throw new BuildException(
          "build step \"" + step.name() + "\" can't be run: " + e.getMessage(), null, List.of(), e);
    }
  }

  private void follow(Consumer<String> outputLine) {
    if (!EndWithJvm.add(this)) {
      end();
      throw new BuildException("not built: this program is ending");
    }
    // A thread of its own: reading a pipe can't be interrupted, waiting for a process can.
    Thread reading =
        Thread.ofPlatform().daemon().name("build-" + process.pid()).start(() -> read(outputLine));
    try {
      boolean ended = process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      end();
      reading.join(OUTPUT_TIMEOUT);
      judge(ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("was interrupted", null);
    } finally {
      end();
      EndWithJvm.remove(this);
    }
  }

  private void read(Consumer<String> outputLine) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        keep(line);
        outputLine.accept(line);
      }
    } catch (IOException e) {
      keep("(the rest of the output can't be read: " + e.getMessage() + ")");
    }
  }

  private void judge(boolean ended) {
    if (!ended) {
      throw failure("did not end within " + TIMEOUT.toMinutes() + " minutes", null);
    }
    int exitCode = process.exitValue();
    if (exitCode != 0) {
      throw failure(
          "failed with exit code %d: %s (in %s)"
              .formatted(exitCode, String.join(" ", step.command()), step.directory()),
          exitCode);
    }
  }

  private BuildException failure(String what, @Nullable Integer exitCode) {
    synchronized (tail) {
      return new BuildException(
          "build step \"" + step.name() + "\" " + what, exitCode, List.copyOf(tail), null);
    }
  }

  private void keep(String line) {
    synchronized (tail) {
      if (tail.size() == MAX_TAIL_LINES) {
        tail.removeFirst();
      }
      tail.addLast(line.substring(0, Math.min(line.length(), MAX_LINE_CHARACTERS)));
    }
  }

  @Override
  public void askToEnd() {
    ProcessTree.terminate(ProcessTree.of(process.toHandle()));
  }

  @Override
  public void end() {
    ProcessTree.kill(ProcessTree.of(process.toHandle()), KILL_TIMEOUT);
  }
}
