package dev.spikebench.backends.testing;

import dev.spikebench.backends.doctor.MeasurementLock;
import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.RunningBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A session of its own JVM: launches a [TestBackend] in the folder of its argument, prints its
/// pid, and waits to be ended.
public final class CrashingSession {
  private CrashingSession() {}

  public static void main(String[] arguments) throws Exception {
    Path work = Path.of(arguments[0]);
    try (MeasurementLock lock = MeasurementLock.tryAcquire().lock()) {
      RunningBackend backend =
          BackendLauncher.launch(TestDescriptors.testBackend(work), LaunchOptions.in(work));
      System.out.println("pid " + backend.pid() + (lock == null ? " unlocked" : " locked"));
      new CountDownLatch(1).await();
    }
  }

  /// The command line of such a session, with its own folder for temporary files.
  public static List<String> command(Path work, Path temporary) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(CrashingSession.class.getName());
    command.add(work.toString());
    return command;
  }
}
