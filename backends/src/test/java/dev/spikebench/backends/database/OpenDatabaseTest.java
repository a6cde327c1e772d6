package dev.spikebench.backends.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems do not tell")
class OpenDatabaseTest {

  @TempDir private Path folder;

  @Test
  void aFileIsOpenAsLongAsItIs() throws IOException {
    Path file = Files.createFile(folder.resolve("a.db"));
    Path link = Files.createSymbolicLink(folder.resolve("b.db"), file);
    try (FileChannel _ = FileChannel.open(file)) {
      assertThat(OpenDatabase.isOpen(ProcessHandle.current(), file)).isTrue();
      assertThat(OpenDatabase.isOpen(ProcessHandle.current(), link)).isTrue();
    }
    assertThat(OpenDatabase.isOpen(ProcessHandle.current(), file)).isFalse();
  }

  @Test
  void aFileThatIsNotThereIsNotOpen() {
    assertThat(OpenDatabase.isOpen(ProcessHandle.current(), folder.resolve("none"))).isFalse();
  }

  @Test
  void whatAChildHasOpenCounts() throws IOException {
    Path file = Files.createFile(folder.resolve("a.db"));
    Process child =
        new ProcessBuilder("sleep", "600")
            .redirectInput(file.toFile())
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(OpenDatabase.isOpen(ProcessHandle.current(), file)).isTrue();
      assertThat(OpenDatabase.isOpen(child.toHandle(), file)).isTrue();
    } finally {
      child.destroyForcibly();
    }
  }
}
