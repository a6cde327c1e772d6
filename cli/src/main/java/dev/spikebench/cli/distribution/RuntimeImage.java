package dev.spikebench.cli.distribution;

import dev.spikebench.backends.tool.ToolFinder;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
  ///
  /// @throws IOException where a temporary file can't be written
  static void create(Path target) throws IOException {
    Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
    if (!Files.isExecutable(jlink)) {
      throw new CommandException(
          ExitCode.USAGE,
          "there is no " + jlink + "; run spikebench with a whole JDK (SPIKEBENCH_JAVA_HOME)");
    }
    Path excluded = excludedResources();
    // Not compressed: what is compressed once hardly gets smaller in the distribution's archive.
    ToolProcess.run(
        jlink.toString(),
        "--add-modules",
        MODULES,
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages",
        "--compress",
        "zip-0",
        "@" + excluded,
        "--output",
        target.toString());
    Files.delete(excluded);
    stripSymbols(target.resolve("lib/server/libjvm.so"));
  }

  /// A file of arguments: there are more than a command line takes.
  private static Path excludedResources() throws IOException {
    Path file = Files.createTempFile("spikebench-jlink", ".args");
    return Files.writeString(
        file, "--exclude-resources=" + String.join(",", UnneededClasses.resources()) + "\n");
  }

  /// Takes the virtual machine's names of its own functions away, a sixth of it that nothing reads
  /// but a debugger; left as it is where the tool for it is missing.
  private static void stripSymbols(Path library) {
    Optional<Path> strip = ToolFinder.find("strip");
    if (strip.isPresent() && Files.isRegularFile(library)) {
      ToolProcess.run(strip.get().toString(), "--strip-unneeded", library.toString());
    }
  }
}
