package dev.spikebench.backends.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The ids of a process and its descendants, cheap enough to be asked for again and again beside a
/// measurement. Thread-safe: no state.
///
/// The JDK goes through all processes of the machine for that, which costs milliseconds. Linux
/// lists the children of each thread, see `man 5 proc_tid_children`; where its kernel was built
/// without that, the JDK is asked after all.
public final class DescendantPids {
  private DescendantPids() {}

  /// The process itself first; a child whose parent ended is not among them.
  public static List<Long> of(ProcessHandle root) {
    List<Long> listed = ProcFs.available() ? listed(root.pid()) : null;
    return listed == null ? ProcessTree.of(root).stream().map(ProcessHandle::pid).toList() : listed;
  }

  private static @Nullable List<Long> listed(long root) {
    if (!Files.exists(ProcFs.file(root, "task/" + root + "/children"))) {
      return null;
    }
    Set<Long> found = new LinkedHashSet<>();
    List<Long> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      long pid = open.removeLast();
      if (found.add(pid)) {
        addChildren(pid, open);
      }
    }
    return List.copyOf(found);
  }

  private static void addChildren(long pid, List<Long> open) {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(ProcFs.file(pid, "task"))) {
      for (Path thread : threads) {
        String children = ProcFs.read(thread.resolve("children"));
        if (children != null && !children.isEmpty()) {
          for (String child : children.strip().split(" ", -1)) {
            Long childPid = ProcFs.parse(child);
            if (childPid != null) {
              open.add(childPid);
            }
          }
        }
      }
    } catch (IOException e) {
      // It ended in between: what is known so far is what lives.
    }
  }
}
