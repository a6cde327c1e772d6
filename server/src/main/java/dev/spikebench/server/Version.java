package dev.spikebench.server;

import org.jspecify.annotations.Nullable;

/// The version of this server.
final class Version {
  private Version() {}

  /// As the jar's manifest has it; `development` where the classes are not in a jar.
  static String text() {
    @Nullable String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
