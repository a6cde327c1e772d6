package dev.spikebench.backends.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A random word that a run's processes inherit in their environment. A child whose parent ended
/// belongs to nobody by the process tree; by the mark it is still found. Immutable.
///
/// @param word the word
public record RunMark(String word) {
  /// The environment variable that carries it.
  public static final String VARIABLE = "SPIKEBENCH_RUN";

  /// A mark that nothing carries yet.
  public static RunMark random() {
    return new RunMark(UUID.randomUUID().toString());
  }

  /// All living processes that carry the mark, this one excepted. Only Linux lets them be found,
  /// and only those of the same user; elsewhere the list is empty.
  public List<ProcessHandle> carriers() {
    List<ProcessHandle> found = new ArrayList<>();
    if (!ProcFs.available()) {
      return found;
    }
    String wanted = VARIABLE + "=" + word + "\0";
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path folder : folders) {
        Long pid = ProcFs.parse(String.valueOf(folder.getFileName()));
        if (pid != null && pid != ProcessHandle.current().pid() && carries(pid, wanted)) {
          ProcessHandle.of(pid).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      return found;
    }
    return found;
  }

  private static boolean carries(long pid, String wanted) {
    // Each variable ends with a zero byte, so the first one needs a zero byte put before it.
    String environment = ProcFs.read(ProcFs.file(pid, "environ"));
    return environment != null && ("\0" + environment).contains("\0" + wanted);
  }
}
