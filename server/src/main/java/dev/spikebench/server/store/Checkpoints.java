package dev.spikebench.server.store;

import java.sql.SQLException;

/// Decides when the write-ahead log is copied into the database: after the answers are out, and
/// beside the writer, so that the two waits for the disk are in nobody's latency. Writer thread
/// only.
///
/// The log is copied by another thread, part after part, while this one goes on writing. A log that
/// is being written to never comes to its end that way, and only one that was copied to its end can
/// be begun anew. So the writer copies the last part itself now and then: a short wait instead of a
/// long one.
final class Checkpoints {

  /// SQLite's own default for `wal_autocheckpoint`: worth a checkpoint when there is time.
  private static final long WORTHWHILE_FRAMES = 1000;

  /// Worth a part's copying beside the writer: a page that changes often is copied once a part.
  static final long PART_FRAMES = 4096;

  /// 64 MiB of 4 KiB pages: under unbroken load reads slow down and recovery after a crash takes
  /// longer with the log's length, so it is begun anew although somebody waits. Half of it has
  /// pages copied more often, twice as much no less often (`docs/performance.md`).
  static final long NECESSARY_FRAMES = 16384;

  /// 256 MiB: here the writer copies whatever is left, should the other thread not keep up.
  private static final long MOST_FRAMES = 4 * NECESSARY_FRAMES;

  private final Runnable copying;
  private volatile boolean copyingBeside;
  private volatile boolean copyingFailed;

  /// Frames in the log when copying beside was last begun.
  private long partBegunAt;

  private long leftBehindFrames;

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
    WriterConnection.LogFrames log = connection.logFrames();
    if (log.total() < partBegunAt) {
      partBegunAt = 0; // the log was begun anew
    }
    boolean littleLeft = log.pending() < PART_FRAMES;
    if (log.total() >= NECESSARY_FRAMES
        && (littleLeft || copyingFailed || log.total() >= MOST_FRAMES)) {
      // A reader that holds frames back would make every further attempt futile and as dear.
      if (log.pending() >= leftBehindFrames + WORTHWHILE_FRAMES) {
        leftBehindFrames = connection.checkpointPassive();
      }
    } else if (log.total() - partBegunAt >= (nobodyWaits ? WORTHWHILE_FRAMES : PART_FRAMES)) {
      partBegunAt = log.total();
      copyBeside();
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
