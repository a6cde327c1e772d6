package dev.spikebench.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PreparedClassesTest {
  @Test
  void aMachineWithTheArchiveMappedUsesIt() {
    assertThat(PreparedClasses.sentence("/opt/x.aot", "mixed mode, sharing"))
        .isEqualTo("AOT cache: in use (/opt/x.aot)");
  }

  @Test
  void aMachineWithoutItIsToldAndOneThatWasGivenNoneSaysNothing() {
    assertThat(PreparedClasses.sentence("/opt/x.aot", "mixed mode"))
        .startsWith("AOT cache: NOT in use (/opt/x.aot)");
    assertThat(PreparedClasses.sentence(null, "mixed mode, sharing")).isNull();
  }
}
