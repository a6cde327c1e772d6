package dev.spikebench.results.json;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// Writes files whole: into a temporary file of the same folder, then moved over the old one, which
/// stays as it was until that moment.
public final class WholeFiles {

  private WholeFiles() {}

  /// Writes `text` as UTF-8; folders are made as needed.
  ///
  /// @throws FileWriteException when it cannot be written; an earlier file is then untouched
  public static void write(Path file, String text) {
    Path target = file.toAbsolutePath();
    Path folder = target.resolveSibling("").normalize();
    Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.createDirectories(folder);
      try {
        writeAndSync(temporary, text);
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new FileWriteException(file, e);
    }
  }

  private static void writeAndSync(Path temporary, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
