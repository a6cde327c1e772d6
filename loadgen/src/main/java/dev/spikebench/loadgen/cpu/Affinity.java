package dev.spikebench.loadgen.cpu;

import dev.spikebench.loadgen.model.LoadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Holds processes to processors, with the `taskset` command of util-linux: there is no native code
/// of ours. Any thread.
public final class Affinity {
  private static final String COMMAND = "taskset";
  private static final long TIMEOUT_S = 10;

  private Affinity() {}

  /// Holds this process to processors, with all threads it has and will have.
  ///
  /// @throws LoadException if that can't be done, saying why
  public static void holdThisProcess(CpuSet cpus) {
    hold(ProcessHandle.current().pid(), cpus);
  }

  /// Holds a process to processors, with all threads it has and will have; its child processes that
  /// already run are left alone.
  ///
  /// @throws LoadException if that can't be done, saying why
  public static void hold(long pid, CpuSet cpus) {
    hold(COMMAND, pid, cpus);
  }

  static void hold(String command, long pid, CpuSet cpus) {
    try {
      Process process =
          new ProcessBuilder(command, "-a", "-c", "-p", cpus.text(), Long.toString(pid))
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new LoadException(
            "process %d can't be held to processors %s; %s says: %s"
                .formatted(pid, cpus.text(), COMMAND, said.replace('\n', ' ')));
      }
    } catch (IOException e) {
      throw new LoadException(
          "holding a process to processors needs the command taskset, which can't be run ("
              + e.getMessage()
              + "): install util-linux, or leave the option out",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LoadException("holding a process to processors was interrupted", e);
    }
  }

  /// The processors a process may run on; null where the system does not tell.
  public static @Nullable CpuSet of(long pid) {
    return CpuFiles.ofThisMachine().affinity(Long.toString(pid));
  }
}
