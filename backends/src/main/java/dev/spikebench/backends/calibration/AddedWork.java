package dev.spikebench.backends.calibration;

import dev.spikebench.backends.process.ClockTicks;
import dev.spikebench.backends.process.ProcFs;
import dev.spikebench.backends.process.ProcStat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A program that runs a backend as its child and burns, beside it and on the same processors, a
/// given share of the CPU time that the child uses: a known change for the worse, made of any
/// backend without touching it. An observer of this process tree sees (1 + share) times the
/// backend's own CPU time; its requests have to share the processors with the burning.
///
/// It reads the child's CPU time every few milliseconds and burns what it owes. With a share of 0
/// it does all but the burning, so that arms differ in nothing else. It ends as the child ends, and
/// asks the child to end when it is asked itself.
///
/// Arguments: the share, then the backend's command.
public final class AddedWork {
  private static final long READ_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int USAGE = 2;

  private AddedWork() {}

  /// The command line that runs a backend with added work, on the JDK of this process.
  ///
  /// @param share CPU time to add, as a share of the backend's own, from 0
  /// @param command the backend's own command
  public static List<String> around(double share, List<String> command) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Small and soon compiled, so that the program itself costs next to nothing.
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx32m", "-Xshare:auto"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(AddedWork.class.getName(), Double.toString(share)));
    words.addAll(command);
    return words;
  }

  /// Runs it.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length < 2) {
      System.err.println("usage: AddedWork SHARE COMMAND...");
      System.exit(USAGE);
    }
    double share = Double.parseDouble(arguments[0]);
    Process child =
        new ProcessBuilder(List.of(arguments).subList(1, arguments.length)).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(child)));
    burnBeside(child, share);
    System.exit(child.waitFor());
  }

  private static void end(Process child) {
    child.destroy();
    try {
      child.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void burnBeside(Process child, double share) {
    long burntNs = 0;
    while (child.isAlive()) {
      long owedNs = (long) (share * cpuNs(child)) - burntNs;
      if (owedNs > 0) {
        burntNs += burn(owedNs);
      } else {
        LockSupport.parkNanos(READ_EVERY_NS);
      }
    }
  }

  /// CPU time of the child since its start.
  private static long cpuNs(Process child) {
    ProcStat stat = ProcFs.stat(child.pid());
    return stat == null ? 0 : ClockTicks.toNanos(stat.cpuTicks());
  }

  /// Uses that much CPU time of this thread.
  ///
  /// @return what was really used
  private static long burn(long ns) {
    long startNs = THREADS.getCurrentThreadCpuTime();
    long usedNs = 0;
    while (usedNs < ns) {
      Thread.onSpinWait();
      usedNs = THREADS.getCurrentThreadCpuTime() - startNs;
    }
    return usedNs;
  }
}
