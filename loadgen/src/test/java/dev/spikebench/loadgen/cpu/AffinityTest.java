package dev.spikebench.loadgen.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.loadgen.model.LoadException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class AffinityTest {
  @Test
  void processIsHeldToTheProcessorsNamed() throws IOException {
    CpuSet mine = Objects.requireNonNull(Affinity.of(ProcessHandle.current().pid()));
    CpuSet last = new CpuSet(List.of(mine.numbers().getLast()));
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Affinity.hold(other.pid(), last);

      assertThat(Affinity.of(other.pid())).isEqualTo(last);
      assertThat(Affinity.of(ProcessHandle.current().pid())).isEqualTo(mine);
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void processorsThatAreNotThereAreRefusedWithWhatTheSystemSays() {
    assertThatThrownBy(() -> Affinity.hold(ProcessHandle.current().pid(), CpuSet.parse("4095")))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("4095")
        .hasMessageContaining("taskset says");
  }

  @Test
  void missingCommandIsNamedWithWhatToDo() {
    assertThatThrownBy(() -> Affinity.hold("no-such-taskset", 1, CpuSet.parse("0")))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("install util-linux");
  }
}
