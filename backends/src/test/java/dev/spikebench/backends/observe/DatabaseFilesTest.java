package dev.spikebench.backends.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseFilesTest {
  @TempDir Path folder;

  @Test
  void sizesAreThoseOfTheThreeFiles() throws IOException {
    Path main = folder.resolve("ingest.db");
    Files.write(main, new byte[4096]);
    Files.write(folder.resolve("ingest.db-wal"), new byte[100]);
    Files.write(folder.resolve("ingest.db-shm"), new byte[32]);
    DatabaseSizes sizes = new DatabaseFiles(main).sizes();
    assertThat(sizes).isEqualTo(new DatabaseSizes(4096L, 100L, 32L));
    assertThat(sizes.totalBytes()).isEqualTo(4228);
  }

  @Test
  void aMissingFileIsNeverToldAsEmpty() throws IOException {
    Path main = folder.resolve("ingest.db");
    DatabaseFiles files = new DatabaseFiles(main);
    assertThat(files.sizes()).isEqualTo(new DatabaseSizes(null, null, null));
    assertThat(files.sizes().totalBytes()).isNull();
    Files.createFile(main);
    assertThat(files.sizes()).isEqualTo(new DatabaseSizes(0L, null, null));
    DatabaseReading reading = DatabaseReading.of(files, files.sizes());
    assertThat(reading.mainBytes().value()).isZero();
    assertThat(reading.walBytes().value()).isNull();
    assertThat(reading.walBytes().reason()).isEqualTo("there is no file " + main + "-wal");
  }

  @Test
  void anUnknownPlaceIsSaid() {
    DatabaseReading reading = DatabaseReading.of(null, null);
    assertThat(reading.totalBytes().value()).isNull();
    assertThat(reading.totalBytes().reason()).contains("not known where");
  }
}
