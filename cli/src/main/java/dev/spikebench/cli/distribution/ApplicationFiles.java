package dev.spikebench.cli.distribution;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Copies the server, its libraries and its launcher into a distribution.
final class ApplicationFiles {
  private static final String DRIVER = "sqlite-jdbc-";
  private static final String DRIVERS_SYSTEM_INFO = "org.sqlite.util.OSInfo";
  private static final String NATIVE_FOLDER = "org/sqlite/native/";
  private static final String LAUNCHER = "spikebench-server";

  private final DistributionLayout layout;

  ApplicationFiles(DistributionLayout layout) {
    this.layout = layout;
  }

  /// Copies everything.
  ///
  /// @param serverArchive the packaged server, its libraries in `lib` beside it
  void copy(Path serverArchive) throws IOException {
    Files.createDirectories(layout.libraries());
    Files.createDirectories(layout.nativeLibraries());
    Files.createDirectories(layout.launcher().resolveSibling(""));
    Files.copy(serverArchive, layout.serverArchive());
    try (DirectoryStream<Path> libraries =
        Files.newDirectoryStream(serverArchive.resolveSibling("lib"), "*.jar")) {
      for (Path library : libraries) {
        Path target = layout.libraries().resolve(library.getFileName());
        if (library.getFileName().toString().startsWith(DRIVER)) {
          copyDriver(library, target);
        } else {
          Files.copy(library, target);
        }
      }
    }
    writeLauncher();
  }

  /// Leaves out the native libraries of all platforms, and puts that of this one where it is loaded
  /// from.
  private void copyDriver(Path driver, Path target) throws IOException {
    String platform = platform(driver);
    String wanted = NATIVE_FOLDER + platform + "/";
    boolean found = false;
    try (ZipFile source = new ZipFile(driver.toFile());
        ZipOutputStream copy = new ZipOutputStream(Files.newOutputStream(target))) {
      Enumeration<? extends ZipEntry> entries = source.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (!entry.getName().startsWith(NATIVE_FOLDER)) {
          copyEntry(source, entry, copy);
        } else if (entry.getName().startsWith(wanted) && !entry.isDirectory()) {
          found = true;
          extract(source, entry);
        }
      }
    }
    if (!found) {
      throw new CommandException(
          ExitCode.TOOL_FAILURE, driver.getFileName() + " has no library for " + platform);
    }
  }

  /// As the driver itself names this platform.
  private static String platform(Path driver) {
    return ToolProcess.run(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            driver.toString(),
            DRIVERS_SYSTEM_INFO)
        .strip();
  }

  private static void copyEntry(ZipFile source, ZipEntry entry, ZipOutputStream copy)
      throws IOException {
    ZipEntry copied = new ZipEntry(entry.getName());
    copied.setLastModifiedTime(FileTime.fromMillis(entry.getTime()));
    copy.putNextEntry(copied);
    try (InputStream content = source.getInputStream(entry)) {
      content.transferTo(copy);
    }
    copy.closeEntry();
  }

  private void extract(ZipFile source, ZipEntry entry) throws IOException {
    Path name = Objects.requireNonNull(Path.of(entry.getName()).getFileName());
    try (InputStream content = source.getInputStream(entry);
        OutputStream target =
            Files.newOutputStream(layout.nativeLibraries().resolve(name.toString()))) {
      content.transferTo(target);
    }
  }

  private void writeLauncher() throws IOException {
    try (InputStream template =
        Objects.requireNonNull(ApplicationFiles.class.getResourceAsStream(LAUNCHER))) {
      String script =
          new String(template.readAllBytes(), StandardCharsets.UTF_8)
              .replace("@JVM_FLAGS@", String.join(" ", ServerFlags.ALL));
      Files.writeString(layout.launcher(), script);
      Files.setPosixFilePermissions(
          layout.launcher(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
