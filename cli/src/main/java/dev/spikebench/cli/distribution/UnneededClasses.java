package dev.spikebench.cli.distribution;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What the runtime leaves out of its modules: parsers and transformers of XML, clients of
/// directory services, TLS with its ciphers and certificates, and management beans of a kind that
/// nobody makes. `java.sql` asks for the first because of an interface that the driver does not
/// implement, Undertow for the second because of a name, and the rest comes with modules that are
/// needed; nothing of the server's, which speaks plain HTTP, ever loads one of the classes.
final class UnneededClasses {
  private static final List<String> FOLDERS =
      List.of(
          "/modules/java.xml/com/sun",
          "/modules/java.xml/javax/xml/catalog",
          "/modules/java.xml/jdk/xml",
          "/modules/java.naming/com/sun/jndi",
          "/modules/java.base/com/sun/crypto/provider",
          "/modules/java.base/sun/security/ec",
          "/modules/java.base/sun/security/provider/certpath",
          "/modules/java.base/sun/security/ssl",
          "/modules/java.base/sun/security/tools",
          "/modules/java.management/javax/management/modelmbean",
          "/modules/java.management/javax/management/relation");

  private static final int MODULES_PREFIX = "/modules".length();

  private UnneededClasses() {}

  /// The files as jlink's option wants them: their places in the runtime. One of each package
  /// stays, because a module must have every package that it says it has.
  ///
  /// @throws IOException where this Java's own modules can't be read
  static List<String> resources() throws IOException {
    List<String> resources = new ArrayList<>();
    Set<Path> packages = new HashSet<>();
    for (String folder : FOLDERS) {
      Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath(folder);
      try (Stream<Path> tree = Files.walk(root)) {
        for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
          if (!packages.add(file.getParent())) {
            resources.add(file.toString().substring(MODULES_PREFIX));
          }
        }
      }
    }
    return resources;
  }
}
