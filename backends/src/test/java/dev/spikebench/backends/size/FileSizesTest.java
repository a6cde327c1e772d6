package dev.spikebench.backends.size;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class FileSizesTest {
  @TempDir Path folder;

  @Test
  void filesOfAFolderAreAddedUp() throws IOException {
    file("a", 1000);
    file("sub/b", 234);
    Files.createDirectories(folder.resolve("empty"));
    assertThat(FileSizes.of(List.of(folder)).value()).isEqualTo(1234.0);
  }

  @Test
  void overlappingPathsCountOnce() throws IOException {
    Path file = file("a", 1000);
    assertThat(FileSizes.of(List.of(folder, file, file)).value()).isEqualTo(1000.0);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void linkedFilesCountOnce() throws IOException {
    Path file = file("a", 1000);
    Files.createLink(folder.resolve("hard"), file);
    Files.createSymbolicLink(folder.resolve("soft"), file);
    assertThat(FileSizes.of(List.of(folder)).value()).isEqualTo(1000.0);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void linkOutOfTheFolderBringsWhatItLeadsTo() throws IOException {
    file("elsewhere/library", 500);
    Path application = Files.createDirectories(folder.resolve("application"));
    Files.createSymbolicLink(application.resolve("lib"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(application.resolve("loop"), application);
    Files.createSymbolicLink(application.resolve("dangling"), folder.resolve("none"));
    assertThat(FileSizes.of(List.of(application)).value()).isEqualTo(500.0);
  }

  @Test
  void missingPathMakesTheSizeUnavailable() throws IOException {
    Path file = file("a", 1000);
    assertThat(FileSizes.of(List.of(file, folder.resolve("none"))).reason())
        .contains("none does not exist");
  }

  @Test
  void noPathWeighsNothing() {
    assertThat(FileSizes.of(List.of()).value()).isZero();
  }

  private Path file(String name, int bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, new byte[bytes]);
  }
}
