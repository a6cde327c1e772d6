package dev.spikebench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes sure of a folder before work begins whose result is to go there.
public final class WritableFolders {
  private WritableFolders() {}

  /// Makes the folder where it is missing and tries to write in it.
  ///
  /// @param folder named by the user with `--output`
  /// @throws CommandException if nothing can be written there
  public static void require(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".writable", null));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "cannot write to the output folder "
              + folder
              + ": "
              + e
              + "; choose another with --output",
          e);
    }
  }
}
