package dev.spikebench.backends.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spikebench.backends.doctor.MeasurementLockProbe;
import dev.spikebench.backends.launch.Leftovers.Leftover;
import dev.spikebench.backends.process.ProcessIdentity;
import dev.spikebench.backends.process.ProcessTree;
import dev.spikebench.backends.process.RunMark;
import dev.spikebench.backends.testing.CrashingSession;
import dev.spikebench.backends.testing.TestDescriptors;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
final class LeftoversIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path work;
  @TempDir Path temporary;

  @Test
  void whatACrashedSessionLeftIsFoundAndCleared() throws Exception {
    Process session = new ProcessBuilder(CrashingSession.command(work, temporary)).start();
    ProcessHandle backend = backend(session);
    session.destroyForcibly();
    assertThat(session.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    List<Leftover> found = Leftovers.find(work);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().backendId()).isEqualTo("test-backend");
    assertThat(found.getFirst().pids()).containsExactly(backend.pid());

    Leftovers.clean(found.getFirst());
    await().atMost(PATIENCE).until(() -> !ProcessTree.lives(backend));
    assertThat(RunFolder.databases(found.getFirst().directory())).doesNotExist();
    assertThat(Leftovers.find(work)).isEmpty();
  }

  @Test
  void endedSessionStopsItsBackendAndDeletesItsDatabase() throws Exception {
    Process session = new ProcessBuilder(CrashingSession.command(work, temporary)).start();
    ProcessHandle backend = backend(session);
    session.destroy();
    assertThat(session.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(ProcessTree.lives(backend)).isFalse();
    assertThat(Leftovers.runs(work)).isEmpty();
  }

  @Test
  void measurementLockIsSeenByOtherProcessesAndFreedByACrash() throws Exception {
    Process session = new ProcessBuilder(CrashingSession.command(work, temporary)).start();
    backend(session);
    assertThat(MeasurementLockProbe.holderPid(temporary)).isEqualTo(session.pid());
    session.destroyForcibly();
    assertThat(session.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(MeasurementLockProbe.holderPid(temporary)).isNull();
    Leftovers.find(work).forEach(Leftovers::clean);
  }

  @Test
  void runOfALivingSessionIsNoLeftover() {
    try (RunningBackend backend =
        BackendLauncher.launch(TestDescriptors.testBackend(work), LaunchOptions.in(work))) {
      assertThat(Leftovers.find(work)).isEmpty();
      assertThat(ProcessTree.lives(backend.process())).isTrue();
    }
  }

  @Test
  void processWithTheSamePidAndAnotherStartIsNeverTouched() throws Exception {
    Process stranger = new ProcessBuilder(CrashingSession.command(work, temporary)).start();
    ProcessHandle strangersBackend = backend(stranger);
    try {
      Path other = Files.createDirectories(work.resolve("other/run-1"));
      ProcessIdentity gone = new ProcessIdentity(stranger.pid(), "boot:0");
      ProcessIdentity reused = new ProcessIdentity(strangersBackend.pid(), "boot:0");
      new RunRecord("old", RunMark.random(), gone, reused, Instant.EPOCH).write(other);
      List<Leftover> found = Leftovers.find(work.resolve("other"));
      assertThat(found).hasSize(1);
      assertThat(found.getFirst().pids()).isEmpty();
      Leftovers.clean(found.getFirst());
      assertThat(ProcessTree.lives(strangersBackend)).isTrue();
      assertThat(Leftovers.find(work.resolve("other"))).isEmpty();
    } finally {
      stranger.destroy();
      assertThat(stranger.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void folderThatIsMissingOrHoldsOtherThingsHasNoLeftovers() throws IOException {
    assertThat(Leftovers.find(work.resolve("none"))).isEmpty();
    Files.createDirectories(work.resolve("mine"));
    Files.writeString(work.resolve("mine/run.properties"), "half=");
    assertThat(Leftovers.find(work)).isEmpty();
  }

  /// The backend that a session says it has started.
  private static ProcessHandle backend(Process session) throws IOException {
    BufferedReader reader = session.inputReader();
    String line = reader.readLine();
    assertThat(line).startsWith("pid ").endsWith(" locked");
    long pid = Long.parseLong(line.split(" ", -1)[1]);
    return ProcessHandle.of(pid).orElseThrow();
  }
}
