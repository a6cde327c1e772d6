package dev.spikebench.server.store;

import dev.spikebench.server.store.CheckpointPolicy.LastCopy;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Has the write-ahead log copied into the database when the [CheckpointPolicy] says so: after the
/// answers are out, and beside the writer, so that the two waits for the disk are in nobody's
/// latency. Writer thread only.
///
/// The log is copied by another thread, part after part, while this one goes on writing. A log that
/// is being written to never comes to its end that way, and only one that was copied to its end can
/// be begun anew. So the writer copies the last part itself now and then: a short wait instead of a
/// long one.
final class Checkpoints {

  private final CheckpointPolicy policy = new CheckpointPolicy();
  private final Readers readers;
  private @Nullable Thread copier;
  private volatile boolean copyingBeside;
  private volatile LastCopy lastCopy = LastCopy.UNHINDERED;

  Checkpoints(Readers readers) {
    this.readers = readers;
  }

  /// Runs a checkpoint if one is due.
  ///
  /// @param nobodyWaits whether the queue is empty
  void afterAnswers(WriterConnection connection, boolean nobodyWaits) throws SQLException {
    if (copyingBeside) {
      return; // there can be only one at a time
    }
    LogFrames log = connection.logFrames();
    CheckpointPolicy.Due due = policy.next(log, nobodyWaits, lastCopy);
    if (due.pauseReads()) {
      readers.pauseReads();
    }
    switch (due.step()) {
      case NONE -> {}
      case COPY_BESIDE -> copyBeside();
      case COPY_HERE -> copyHere(connection);
    }
  }

  /// Waits until nothing is copied beside the writer, which is to end: whoever is told that the
  /// store is closed may take its files away.
  ///
  /// @param atMost after which it is left to itself; it loses nothing
  void awaitCopy(Duration atMost) {
    if (!copyingBeside || copier == null) {
      return;
    }
    try {
      var _ = copier.join(atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void copyHere(WriterConnection connection) throws SQLException {
    long leftBehind = connection.checkpointPassive();
    policy.leftBehind(leftBehind);
    if (leftBehind == 0) {
      readers.resumeReads();
    }
  }

  private void copyBeside() {
    Thread thread = Thread.ofPlatform().name("store-checkpoint").daemon().unstarted(this::copy);
    copier = thread;
    copyingBeside = true;
    boolean started = false;
    try {
      thread.start();
      started = true;
    } finally {
      if (!started) {
        copyingBeside = false; // no memory for a thread: the writer goes on by itself
      }
    }
  }

  private void copy() {
    try {
      LogCopy copy = readers.copyLog();
      lastCopy = copy.heldBack() ? LastCopy.HELD_BACK : LastCopy.UNHINDERED;
      if (copy.complete()) {
        readers.resumeReads();
      }
    } catch (StoreException e) {
      lastCopy = LastCopy.FAILED; // the writer copies when the log has grown, and tells of it
    } finally {
      copyingBeside = false;
    }
  }

  /// The connections that read, as far as the log is concerned. Any thread.
  interface Readers {

    /// Copies the log into the database as far as running reads allow, beside a writer that goes on
    /// writing. Waits for the disk.
    ///
    /// @throws StoreException where that fails
    LogCopy copyLog();

    /// Lets reads that come wait, for a bounded time.
    void pauseReads();

    /// Lets them go on.
    void resumeReads();
  }
}
