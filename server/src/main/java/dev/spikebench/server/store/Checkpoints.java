package dev.spikebench.server.store;

import java.sql.SQLException;

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
  private final Runnable copying;
  private volatile boolean copyingBeside;
  private volatile boolean copyingFailed;

  /// @param copying copies what the log has on a connection of its own; run by a thread of its own
  Checkpoints(Runnable copying) {
    this.copying = copying;
  }

  /// Runs a checkpoint if one is due.
  ///
  /// @param nobodyWaits whether the queue is empty
  void afterAnswers(WriterConnection connection, boolean nobodyWaits) throws SQLException {
    if (copyingBeside) {
      return; // there can be only one at a time
    }
    switch (policy.next(connection.logFrames(), nobodyWaits, copyingFailed)) {
      case NONE -> {}
      case COPY_BESIDE -> copyBeside();
      case COPY_HERE -> policy.leftBehind(connection.checkpointPassive());
    }
  }

  private void copyBeside() {
    Thread thread = Thread.ofPlatform().name("store-checkpoint").daemon().unstarted(this::copy);
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
      copying.run();
      copyingFailed = false;
    } catch (StoreException e) {
      copyingFailed = true; // the writer does the same when the log has grown, and tells of it
    } finally {
      copyingBeside = false;
    }
  }
}
