package dev.spikebench.cli.distribution;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;

/// The Java runtime with the modules that the server needs and no others.
final class RuntimeImage {
  /// By hand, for the libraries are no modules: Undertow asks for naming, SASL and management, XNIO
  /// for Unsafe, the driver for `java.sql`.
  private static final String MODULES =
      "java.base,java.logging,java.management,java.naming,java.security.sasl,java.sql,"
          + "jdk.unsupported";

  private RuntimeImage() {}

  /// Makes it from the JDK that runs this program.
  ///
  /// @param target must not exist yet
  static void create(Path target) {
    Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
    if (!Files.isExecutable(jlink)) {
      throw new CommandException(
          ExitCode.USAGE,
          "there is no " + jlink + "; run spikebench with a whole JDK (SPIKEBENCH_JAVA_HOME)");
    }
    // Compressed: a third less to install, and prepared classes are not read from it at the start.
    ToolProcess.run(
        jlink.toString(),
        "--add-modules",
        MODULES,
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages",
        "--compress",
        "zip-6",
        "--output",
        target.toString());
  }
}
