package dev.spikebench.server.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;

/// Loads SQLite's native code without leaving files behind.
///
/// The driver unpacks its library into the folder for temporary files and removes it when the
/// virtual machine exits normally; a killed process leaves it, a megabyte each time, for ever. Here
/// it is unpacked into a folder of its own, which goes as soon as the library is loaded: a loaded
/// library does not need its file. (Windows keeps the file in use; there the driver's own removal
/// at exit has to do.)
final class NativeLibrary {

  private static final String UNPACK_FOLDER = "org.sqlite.tmpdir";
  private static final String LIBRARY_FOLDER = "org.sqlite.lib.path";

  private static boolean loaded;

  private NativeLibrary() {}

  /// Loads the library once; any thread.
  ///
  /// @throws StoreException where it cannot be unpacked or does not fit this system
  static synchronized void load() {
    if (loaded) {
      return;
    }
    try {
      if (System.getProperty(LIBRARY_FOLDER) == null && System.getProperty(UNPACK_FOLDER) == null) {
        unpackAndLoad();
      } else {
        SQLiteJDBCLoader.initialize();
      }
    } catch (Exception e) { // the loader declares nothing narrower
      throw new StoreException(
          StoreFault.UNAVAILABLE,
          "cannot load SQLite's native library ("
              + e.getMessage()
              + "); start Java with -Djava.io.tmpdir=FOLDER, a folder that can be written to and"
              + " that may hold executable files",
          e);
    }
    loaded = true;
  }

  private static void unpackAndLoad() throws Exception {
    Path folder = Files.createTempDirectory("spikebench-sqlite-");
    folder.toFile().deleteOnExit(); // registered before the driver's files, so removed after them
    System.setProperty(UNPACK_FOLDER, folder.toString());
    try {
      SQLiteJDBCLoader.initialize();
    } finally {
      System.clearProperty(UNPACK_FOLDER);
      removeQuietly(folder);
    }
  }

  private static void removeQuietly(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // In use (Windows): removed at exit.
    }
  }
}
