package dev.spikebench.backends.doctor;

import dev.spikebench.backends.BackendsException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Held by whoever measures on this machine: two measurements at once would measure each other. It
/// is a lock on a file in the system's folder for temporary files, so it covers all users and
/// checkouts, and the system frees it when its holder ends, however that happens. Thread-safe.
public final class MeasurementLock implements AutoCloseable {
  private static final String FILE_NAME = "spikebench-measurement.lock";
  private static final long POLL_MS = 200;

  /// Far behind the text: where locks are mandatory, the locked bytes can't be read by others.
  private static final long LOCKED_POSITION = 1L << 40;

  private static final int MAX_TEXT_BYTES = 4096;

  /// Lock files that this JVM holds. They must not even be opened again: on POSIX systems closing
  /// any channel of a file frees all locks that the process has on it.
  private static final Map<Path, Holder> HELD_HERE = new HashMap<>();

  private final Path file;
  private final FileChannel channel;

  private MeasurementLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// Who measures.
  ///
  /// @param pid its process id; 0 where it is not known
  /// @param since when it began to; null where it is not known
  public record Holder(long pid, @Nullable Instant since) {
    /// A few words for a message.
    @Override
    public String toString() {
      return pid == 0
          ? "another process"
          : "process " + pid + (since == null ? "" : ", since " + since);
    }
  }

  /// What came of trying: exactly one component is present.
  ///
  /// @param lock the lock, to be closed by the caller
  /// @param holder who has it
  public record Attempt(@Nullable MeasurementLock lock, @Nullable Holder holder) {}

  /// Takes the lock if it is free.
  ///
  /// @throws BackendsException if the lock's file can't be used
  public static Attempt tryAcquire() {
    return tryAcquire(file(Path.of(System.getProperty("java.io.tmpdir"))));
  }

  /// Waits for the lock.
  ///
  /// @param patience how long to wait; zero refuses at once
  /// @param waiting told once who has it, before the waiting begins
  /// @throws BackendsException naming the holder if it is not free in time or the wait is
  ///   interrupted
  public static MeasurementLock acquire(Duration patience, Consumer<Holder> waiting) {
    return acquire(file(Path.of(System.getProperty("java.io.tmpdir"))), patience, waiting);
  }

  static Path file(Path folder) {
    return folder.resolve(FILE_NAME);
  }

  static MeasurementLock acquire(Path file, Duration patience, Consumer<Holder> waiting) {
    long deadlineNs = System.nanoTime() + patience.toNanos();
    boolean told = false;
    while (true) {
      Attempt attempt = tryAcquire(file);
      if (attempt.lock() != null) {
        return attempt.lock();
      }
      Holder holder = attempt.holder() == null ? new Holder(0, null) : attempt.holder();
      if (System.nanoTime() - deadlineNs >= 0) {
        throw new BackendsException(
            "another measurement runs on this machine ("
                + holder
                + "); wait until it has ended, since two at once would measure each other");
      }
      if (!told) {
        waiting.accept(holder);
        told = true;
      }
      pause(holder);
    }
  }

  static Attempt tryAcquire(Path file) {
    synchronized (HELD_HERE) {
      Holder here = HELD_HERE.get(file);
      return here == null ? tryFromOutside(file) : new Attempt(null, here);
    }
  }

  private static Attempt tryFromOutside(Path file) {
    FileChannel channel = null;
    try {
      channel = open(file);
      FileLock lock = channel.tryLock(LOCKED_POSITION, 1, false);
      if (lock == null) {
        Holder holder = read(channel);
        channel.close();
        return new Attempt(null, holder);
      }
      Holder self = new Holder(ProcessHandle.current().pid(), Instant.now());
      write(channel, self);
      HELD_HERE.put(file, self);
      return new Attempt(new MeasurementLock(file, channel), null);
    } catch (IOException e) {
      closeQuietly(channel);
      throw new BackendsException(
          "the lock file " + file + " can't be used: " + e + "; delete it if nothing measures", e);
    }
  }

  /// Frees the lock. A second call does nothing.
  @Override
  public void close() {
    synchronized (HELD_HERE) {
      if (channel.isOpen()) {
        closeQuietly(channel);
        HELD_HERE.remove(file);
      }
    }
  }

  private static void pause(Holder holder) {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendsException("the wait for the measurement of " + holder + " was interrupted");
    }
  }

  /// Opens the file, making it where it is missing. Making and opening are two steps because Linux
  /// may forbid to open another user's file in a shared folder with the flag to create it.
  private static FileChannel open(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      create(file);
    }
    return FileChannel.open(
        file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  private static void create(Path file) throws IOException {
    try {
      Files.createFile(file);
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
      }
    } catch (FileAlreadyExistsException e) {
      // Another process was faster; its file does as well.
      return;
    }
  }

  private static void write(FileChannel channel, Holder holder) throws IOException {
    Properties values = new Properties();
    values.setProperty("pid", Long.toString(holder.pid()));
    values.setProperty("since", String.valueOf(holder.since()));
    StringWriter text = new StringWriter();
    values.store(text, null);
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static Holder read(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_TEXT_BYTES);
    channel.read(buffer, 0);
    Properties values = new Properties();
    String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    values.load(new StringReader(text));
    try {
      Optional<String> since = Optional.ofNullable(values.getProperty("since"));
      return new Holder(
          Long.parseLong(values.getProperty("pid", "0")), since.map(Instant::parse).orElse(null));
    } catch (DateTimeException | IllegalArgumentException e) {
      // Half written: its holder took the lock this very moment.
      return new Holder(0, null);
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new BackendsException("the measurement lock can't be freed: " + e, e);
    }
  }
}
