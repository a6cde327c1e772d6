package dev.spikebench.backends.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.backends.testing.TestDescriptors;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DescendantPidsIT {
  @TempDir Path work;

  @Test
  void processAndItsChildrenAreFoundAsTheJdkFindsThem() {
    try (RunningBackend backend =
        BackendLauncher.launch(
            TestDescriptors.testBackend(work, "child"), LaunchOptions.in(work))) {
      assertThat(DescendantPids.of(backend.process()))
          .hasSize(2)
          .startsWith(backend.pid())
          .containsExactlyInAnyOrderElementsOf(
              ProcessTree.of(backend.process()).stream().map(ProcessHandle::pid).toList());
    }
  }

  @Test
  void processThatEndedIsAloneWithItself() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ProcessHandle handle = ended.toHandle();
    assertThat(ended.waitFor()).isZero();
    assertThat(DescendantPids.of(handle)).containsExactly(ended.pid());
  }
}
