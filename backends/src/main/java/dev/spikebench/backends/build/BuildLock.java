package dev.spikebench.backends.build;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.descriptor.BuildStep;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Held while a backend is built: a lock on `.spikebench/build.lock` in each folder that its steps
/// run in, so that two programs do not build in one folder at once. The system frees it when its
/// holder ends, however that happens. To be closed by the thread that acquired it.
final class BuildLock implements AutoCloseable {
  /// One build at a time in this virtual machine: closing any channel of a file frees all locks
  /// that the process has on it.
  private static final ReentrantLock HERE = new ReentrantLock();

  private final Deque<FileChannel> channels = new ArrayDeque<>();

  private BuildLock() {}

  /// Waits until nobody builds in any of the descriptor's folders.
  ///
  /// @throws BuildException if a lock's file can't be used, or the wait is interrupted
  static BuildLock acquire(BackendDescriptor descriptor) {
    try {
      HERE.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BuildException("the wait for another build was interrupted", null, List.of(), e);
    }
    BuildLock lock = new BuildLock();
    try {
      for (Path folder : folders(descriptor)) {
        lock.add(folder);
      }
      return lock;
    } catch (IOException e) {
      lock.close();
      throw new BuildException(
          descriptor.id() + ": can't lock the folders of the build: " + e, null, List.of(), e);
    }
  }

  /// In one order for all, so that two builds never wait for each other crosswise.
  private static List<Path> folders(BackendDescriptor descriptor) {
    Stream<Path> ofSteps = descriptor.build().steps().stream().map(BuildStep::directory);
    return Stream.concat(Stream.of(descriptor.directory()), ofSteps).distinct().sorted().toList();
  }

  private void add(Path folder) throws IOException {
    Path own = Files.createDirectories(folder.resolve(".spikebench"));
    FileChannel channel =
        FileChannel.open(
            own.resolve("build.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channels.push(channel);
    channel.lock();
  }

  @Override
  public void close() {
    try {
      for (FileChannel channel : channels) {
        channel.close();
      }
    } catch (IOException e) {
      throw new BuildException("can't free the lock of the build: " + e, null, List.of(), e);
    } finally {
      HERE.unlock();
    }
  }
}
