package dev.spikebench.backends.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.model.Measurement;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class StorageDeviceTest {
  @Test
  void anUnknownDatabaseHasNoFlushesButTheReason() {
    Measurement flushes = StorageDevice.under(null).flushes();
    assertThat(flushes.value()).isNull();
    assertThat(flushes.reason()).contains("not known where");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileSystemInMemoryHasNoFlushesButTheReason() {
    Measurement flushes = StorageDevice.under(Path.of("/proc/self/ingest.db")).flushes();
    assertThat(flushes.value()).isNull();
    assertThat(flushes.reason()).contains("no block device");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderThatIsNotThereIsSaid() {
    Measurement flushes = StorageDevice.under(Path.of("/no/such/folder/ingest.db")).flushes();
    assertThat(flushes.reason()).contains("/no/such/folder");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeviceTellsACountOrWhyNot() {
    Measurement flushes = StorageDevice.under(Path.of("/ingest.db")).flushes();
    if (flushes.value() == null) {
      assertThat(flushes.reason()).isNotBlank();
    } else {
      assertThat(flushes.value()).isNotNegative();
      assertThat(StorageDevice.under(Path.of("/other.db")).flushes().value())
          .isGreaterThanOrEqualTo(flushes.value());
    }
  }
}
