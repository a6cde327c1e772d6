package dev.spikebench.results.json;

import dev.spikebench.results.ResultsException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// A file cannot be written. What stood there before is untouched.
public final class FileWriteException extends ResultsException {
  private static final long serialVersionUID = 1L;

  private final boolean placeWrong;

  FileWriteException(Path file, IOException cause) {
    super("cannot write " + file + ": " + reason(cause), cause);
    this.placeWrong = cause instanceof FileSystemException;
  }

  /// Whether the file could not even be made at that place, as opposed to one that was made and
  /// could not be filled, which a full disk does.
  public boolean placeWrong() {
    return placeWrong;
  }

  private static String reason(IOException cause) {
    return cause instanceof FileSystemException
        ? cause + "; name another place with --output"
        : String.valueOf(cause.getMessage());
  }
}
