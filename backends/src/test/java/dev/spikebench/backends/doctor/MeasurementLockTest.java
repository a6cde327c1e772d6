package dev.spikebench.backends.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.doctor.MeasurementLock.Holder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeasurementLockTest {
  @TempDir Path folder;

  @Test
  void secondMeasurementIsRefusedAndToldWhoHoldsTheLock() {
    try (MeasurementLock lock = acquire(Duration.ZERO)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> acquire(Duration.ZERO))
          .isInstanceOf(BackendsException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("since");
    }
  }

  @Test
  void freedLockCanBeTakenAgain() {
    acquire(Duration.ZERO).close();
    MeasurementLock again = acquire(Duration.ZERO);
    again.close();
    again.close();
    assertThat(MeasurementLockProbe.holderPid(folder)).isNull();
  }

  @Test
  void waitingMeasurementGetsTheLockOnceItIsFree() {
    List<Holder> told = new CopyOnWriteArrayList<>();
    MeasurementLock first = acquire(Duration.ZERO);
    CompletableFuture<MeasurementLock> second =
        CompletableFuture.supplyAsync(
            () ->
                MeasurementLock.acquire(
                    MeasurementLock.file(folder), Duration.ofSeconds(30), told::add));
    await().until(() -> !told.isEmpty());
    assertThat(second).isNotDone();
    first.close();
    await().until(second::isDone);
    second.join().close();
    assertThat(told).hasSize(1);
  }

  private MeasurementLock acquire(Duration patience) {
    return MeasurementLock.acquire(MeasurementLock.file(folder), patience, holder -> {});
  }
}
