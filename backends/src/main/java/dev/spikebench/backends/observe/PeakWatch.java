package dev.spikebench.backends.observe;

import dev.spikebench.backends.observe.PeakMemory.Bound;
import dev.spikebench.results.model.Measurement;
import org.jspecify.annotations.Nullable;

/// Keeps the highest memory of a series of samples. Used by one thread at a time.
final class PeakWatch {
  private long bytes;
  private boolean fromKernel = true;
  private int processes;

  void see(@Nullable Long highWaterBytes, @Nullable Long residentBytes, int living) {
    fromKernel &= highWaterBytes != null;
    processes = Math.max(processes, living);
    Long candidate = highWaterBytes == null ? residentBytes : highWaterBytes;
    if (candidate != null) {
      bytes = Math.max(bytes, candidate);
    }
  }

  PeakMemory peak(String whyMissing) {
    return new PeakMemory(
        bytes == 0 ? Measurement.unavailable(whyMissing) : Measurement.of((double) bytes),
        bound(),
        processes);
  }

  private Bound bound() {
    if (!fromKernel) {
      return Bound.AT_LEAST;
    }
    return processes > 1 ? Bound.AT_MOST : Bound.EXACT;
  }
}
