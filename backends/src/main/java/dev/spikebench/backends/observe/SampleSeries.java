package dev.spikebench.backends.observe;

import java.util.ArrayList;
import java.util.List;

/// Keeps the samples of a target in a bounded list, however long it runs: once it is full every
/// second sample is dropped, and from then on only every second one is taken up. The whole time
/// stays covered, evenly, between half the capacity and all of it. Thread-safe: guarded by itself.
public final class SampleSeries implements SampleListener {
  private static final int LEAST_CAPACITY = 2;

  private final int capacity;
  private final List<TargetSample> samples = new ArrayList<>();
  private long stride = 1;
  private long seen;

  /// A series without samples.
  ///
  /// @param capacity the most samples it keeps, at least 2
  /// @throws IllegalArgumentException if it is smaller
  public SampleSeries(int capacity) {
    if (capacity < LEAST_CAPACITY) {
      throw new IllegalArgumentException("capacity must be at least 2, was " + capacity);
    }
    this.capacity = capacity;
  }

  @Override
  public synchronized void sampled(TargetSample sample) {
    if (seen++ % stride != 0) {
      return;
    }
    if (samples.size() == capacity) {
      thin();
      if ((seen - 1) % stride != 0) {
        return;
      }
    }
    samples.add(sample);
  }

  /// The samples that were kept, in the order of time.
  public synchronized List<TargetSample> samples() {
    return List.copyOf(samples);
  }

  /// How many samples stand behind one that was kept; 1 while none was dropped.
  public synchronized long stride() {
    return stride;
  }

  private void thin() {
    List<TargetSample> kept = new ArrayList<>(capacity);
    for (int index = 0; index < samples.size(); index += 2) {
      kept.add(samples.get(index));
    }
    samples.clear();
    samples.addAll(kept);
    stride *= 2;
  }
}
