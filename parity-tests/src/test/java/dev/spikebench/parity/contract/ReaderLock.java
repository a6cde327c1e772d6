package dev.spikebench.parity.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// Keeps every reader of a WAL database waiting, as another process can: holds the five read locks
/// of the shared-memory file (SQLite, "WAL-mode file format", section 2.3: bytes 123 to 127).
final class ReaderLock implements AutoCloseable {
  private static final int FIRST_READ_LOCK = 123;
  private static final int READ_LOCKS = 5;

  private final FileChannel channel;

  private ReaderLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Waits until no reader is at work, and keeps them out until closed. Nobody else in this virtual
  /// machine may have the database open: these locks belong to the process.
  static ReaderLock of(Path databaseFile) {
    FileChannel channel = open(databaseFile);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(1))
        .until(() -> lock(channel) != null);
    return new ReaderLock(channel);
  }

  /// How often, asking every millisecond for that long, some reader was at work.
  static int timesSeenTaken(Path databaseFile, Duration window) {
    AtomicInteger taken = new AtomicInteger();
    long endNs = System.nanoTime() + window.toNanos();
    try (FileChannel channel = open(databaseFile)) {
      Awaitility.await()
          .atMost(window.plusSeconds(20))
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                taken.addAndGet(readerAtWork(channel) ? 1 : 0);
                return System.nanoTime() > endNs;
              });
      return taken.get();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static FileChannel open(Path databaseFile) {
    try {
      return FileChannel.open(
          Path.of(databaseFile + "-shm"), StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean readerAtWork(FileChannel channel) throws IOException {
    try (FileLock lock = lock(channel)) {
      return lock == null;
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    return channel.tryLock(FIRST_READ_LOCK, READ_LOCKS, false);
  }
}
