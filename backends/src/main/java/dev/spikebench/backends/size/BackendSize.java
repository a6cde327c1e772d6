package dev.spikebench.backends.size;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.descriptor.SizePaths;
import dev.spikebench.results.model.Measurement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a backend weighs, in bytes; see [FileSizes] for how files are counted.
///
/// @param applicationBytes the application itself
/// @param runtimeBytes the runtime that a user must install besides; 0 for a program that needs
///   none
/// @param totalBytes both together, what they share counted once
public record BackendSize(
    Measurement applicationBytes, Measurement runtimeBytes, Measurement totalBytes) {

  /// Weighs a backend that is built.
  public static BackendSize of(BackendDescriptor descriptor) {
    SizePaths paths = descriptor.size();
    List<Path> all = new ArrayList<>(paths.application());
    all.addAll(paths.runtime());
    return new BackendSize(
        FileSizes.of(paths.application()), FileSizes.of(paths.runtime()), FileSizes.of(all));
  }
}
