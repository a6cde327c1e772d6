package dev.spikebench.backends.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The unit of times in `/proc/PID/stat`. The kernel tells each process in its auxiliary vector
/// (`man 3 getauxval`, `AT_CLKTCK`). Thread-safe: no state.
public final class ClockTicks {
  private static final long AT_CLKTCK = 17;

  /// What Linux has used for user space on every architecture that runs Java.
  private static final long USUAL_TICKS_PER_SECOND = 100;

  private static final long TICKS_PER_SECOND = read();

  private ClockTicks() {}

  /// Ticks as nanoseconds.
  public static long toNanos(long ticks) {
    return ticks * (TimeUnit.SECONDS.toNanos(1) / TICKS_PER_SECOND);
  }

  private static long read() {
    try {
      // Pairs of two machine words, key and value.
      ByteBuffer vector =
          ByteBuffer.wrap(Files.readAllBytes(Path.of("/proc/self/auxv")))
              .order(ByteOrder.nativeOrder());
      while (vector.remaining() >= 2 * Long.BYTES) {
        long key = vector.getLong();
        long value = vector.getLong();
        if (key == AT_CLKTCK && value > 0) {
          return value;
        }
      }
    } catch (IOException e) {
      return USUAL_TICKS_PER_SECOND;
    }
    return USUAL_TICKS_PER_SECOND;
  }
}
