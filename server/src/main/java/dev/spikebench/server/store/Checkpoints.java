package dev.spikebench.server.store;

import java.sql.SQLException;

/// Decides when the write-ahead log is copied into the database: after the answers are out, at best
/// when nobody waits, so that its two waits for the disk are in nobody's latency. Writer thread
/// only.
final class Checkpoints {

  /// SQLite's own default for `wal_autocheckpoint`: worth a checkpoint when there is time.
  private static final long WORTHWHILE_FRAMES = 1000;

  /// 32 MiB of 4 KiB pages: under unbroken load reads slow down and recovery after a crash takes
  /// longer with the log's length, so it is cut although somebody waits.
  static final long NECESSARY_FRAMES = 8192;

  private long leftBehindFrames;

  /// Runs a checkpoint if one is due.
  ///
  /// @param nobodyWaits whether the queue is empty
  void afterAnswers(WriterConnection connection, boolean nobodyWaits) throws SQLException {
    long pendingFrames = connection.pendingFrames();
    long dueFrames = nobodyWaits ? WORTHWHILE_FRAMES : NECESSARY_FRAMES;
    // A reader that holds frames back would make every further attempt futile and as dear.
    if (pendingFrames >= Math.max(dueFrames, leftBehindFrames + WORTHWHILE_FRAMES)) {
      leftBehindFrames = connection.checkpointPassive();
    }
  }
}
