package dev.spikebench.backends.launch;

import dev.spikebench.backends.process.ProcFs;
import dev.spikebench.backends.process.ProcessTree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tells whether a process or one of its descendants listens on a port: the inodes of listening
/// sockets in `/proc/net/tcp` and `tcp6`, against the sockets among the process' open files.
/// Thread-safe: no state.
public final class PortOwner {
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String LISTENING = "0A";
  private static final int HEXADECIMAL = 16;

  private PortOwner() {}

  /// Whether a process, or one that it started, listens on a port.
  public static PortOwnership check(ProcessHandle root, int port) {
    if (!ProcFs.available()) {
      return PortOwnership.unknown(
          "the owner of a port can only be looked up on Linux, this is "
              + System.getProperty("os.name"));
    }
    // The network of the process, which may be another than ours.
    Set<String> listening = listeningInodes(root.pid(), port);
    if (listening.isEmpty()) {
      return PortOwnership.known(false);
    }
    boolean allReadable = true;
    for (ProcessHandle process : ProcessTree.of(root)) {
      switch (holds(process.pid(), listening)) {
        case HOLDS -> {
          return PortOwnership.known(true);
        }
        case HOLDS_NOT -> {}
        case UNREADABLE -> allReadable = false;
      }
    }
    return allReadable
        ? PortOwnership.known(false)
        : PortOwnership.unknown("the open files of the process can't be read");
  }

  /// Who listens on a port of this process' network; empty where nobody does, or where the system
  /// does not tell.
  public static Optional<ProcessHandle> listener(int port) {
    Set<String> listening =
        ProcFs.available() ? listeningInodes(ProcessHandle.current().pid(), port) : Set.of();
    return listening.isEmpty()
        ? Optional.empty()
        : ProcessHandle.allProcesses()
            .filter(process -> holds(process.pid(), listening) == Finding.HOLDS)
            .findFirst();
  }

  private static Set<String> listeningInodes(long pid, int port) {
    Set<String> inodes = new HashSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      String text = ProcFs.read(ProcFs.file(pid, table));
      if (text != null) {
        text.lines().skip(1).forEach(line -> addIfListening(line, port, inodes));
      }
    }
    return inodes;
  }

  private static void addIfListening(String line, int port, Set<String> inodes) {
    String[] fields = line.strip().split("\\s+", -1);
    if (fields.length <= INODE || !fields[STATE].equals(LISTENING)) {
      return;
    }
    String address = fields[LOCAL_ADDRESS];
    String portText = address.substring(address.lastIndexOf(':') + 1);
    if (Integer.parseInt(portText, HEXADECIMAL) == port) {
      inodes.add("socket:[" + fields[INODE] + "]");
    }
  }

  private enum Finding {
    HOLDS,
    HOLDS_NOT,
    UNREADABLE
  }

  private static Finding holds(long pid, Set<String> sockets) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(ProcFs.file(pid, "fd"))) {
      for (Path file : files) {
        if (sockets.contains(target(file))) {
          return Finding.HOLDS;
        }
      }
      return Finding.HOLDS_NOT;
    } catch (IOException e) {
      return Finding.UNREADABLE;
    }
  }

  /// What an open file is, or the empty text if it was closed in between.
  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
