package dev.spikebench.cli;

import picocli.CommandLine.IVersionProvider;

/// The program's version as the build wrote it into the archive.
public final class ProgramVersion implements IVersionProvider {
  private static final String NOT_PACKAGED = "unpackaged";

  /// The version, or `unpackaged` where the classes do not come from the built archive.
  public static String current() {
    String version = ProgramVersion.class.getPackage().getImplementationVersion();
    return version == null ? NOT_PACKAGED : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "spikebench " + current(), "Java " + Runtime.version() + ", ${os.name} ${os.arch}"
    };
  }
}
