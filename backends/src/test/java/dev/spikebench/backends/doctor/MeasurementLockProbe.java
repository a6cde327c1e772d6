package dev.spikebench.backends.doctor;

import dev.spikebench.backends.doctor.MeasurementLock.Attempt;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Lets tests of other packages try the lock of another folder for temporary files.
public final class MeasurementLockProbe {
  private MeasurementLockProbe() {}

  /// The pid of whoever holds the lock in a folder, or null if it is free.
  public static @Nullable Long holderPid(Path folder) {
    Attempt attempt = MeasurementLock.tryAcquire(MeasurementLock.file(folder));
    if (attempt.lock() != null) {
      attempt.lock().close();
    }
    return attempt.holder() == null ? null : attempt.holder().pid();
  }
}
