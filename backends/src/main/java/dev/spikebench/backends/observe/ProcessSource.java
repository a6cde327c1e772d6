package dev.spikebench.backends.observe;

import org.jspecify.annotations.Nullable;

/// Where the figures of one process come from. Implementations keep no state and are thread-safe.
sealed interface ProcessSource permits LinuxSource, PortableSource {
  /// The cheap part, or null if the process has ended.
  @Nullable ProcessSample sample(long pid);

  /// The dearer part, or null if the process has ended.
  @Nullable ProcessDetail detail(long pid);

  /// Makes the high-water mark start again from what is resident now.
  ///
  /// @return whether that was possible
  boolean resetHighWater(long pid);

  /// Why a figure is missing, for the reason of a measurement.
  String whyMissing(String figure);
}
