package dev.spikebench.backends.descriptor;

import java.nio.file.Path;
import java.util.List;

/// What counts towards a backend's size. All paths are absolute.
///
/// @param application files and folders of the application itself
/// @param runtime files and folders of the runtime that a user must install besides; empty for a
///   program that needs none
public record SizePaths(List<Path> application, List<Path> runtime) {

  /// Copies the lists.
  public SizePaths {
    application = List.copyOf(application);
    runtime = List.copyOf(runtime);
  }
}
