package dev.spikebench.results.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunFoldersTest {
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void aPublishedCommandLineNamesNoFolderOfItsMachine() {
    Run run =
        new Run(
            "20260131T120000Z",
            START,
            START.plusSeconds(60),
            RunStatus.COMPLETE,
            7L,
            List.of("study", "-o", "/home/a/b", "--seed", "7", "--work-dir=/home/c", "--publish"),
            null,
            List.of());

    assertThat(run.withoutFolders().arguments())
        .containsExactly("study", "--seed", "7", "--publish");
    assertThat(run.withoutFolders().seed()).isEqualTo(7L);
  }
}
