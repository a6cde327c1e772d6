package dev.spikebench.loadgen.nullserver;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A null server as a process of its own, with an exact delay: what a calibration measures, since
/// it shares neither heap nor compiler with the client and can be stopped by a signal. It prints
/// `listening on URL` and lives until its standard input ends.
///
/// Arguments: the delay of an answer in microseconds, then the number of threads that do nothing
/// but use a processor each.
public final class NullServerProcess {
  private static final int USAGE = 2;

  private NullServerProcess() {}

  /// Runs it.
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: NullServerProcess DELAY_US BUSY_THREADS");
      System.exit(USAGE);
    }
    Duration delay = Duration.ofNanos(Long.parseLong(arguments[0]) * 1_000);
    List<Thread> busy = busyThreads(Integer.parseInt(arguments[1]));
    Answer answer = Answer.storeAfter(delay);
    try (NullServer server = NullServer.startPunctual(request -> answer)) {
      System.out.println("listening on " + server.uri());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
    busy.forEach(Thread::interrupt);
  }

  private static List<Thread> busyThreads(int count) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("busy-" + i)
              .start(
                  () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                      Thread.onSpinWait();
                    }
                  }));
    }
    return threads;
  }
}
