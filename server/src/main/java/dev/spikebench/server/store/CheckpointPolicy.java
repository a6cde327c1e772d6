package dev.spikebench.server.store;

/// What is to be done about the write-ahead log, from what it holds and what was done before.
/// Lengths are in frames, one a page of 4 KiB. Not thread-safe.
final class CheckpointPolicy {

  /// SQLite's own default for `wal_autocheckpoint`: worth a checkpoint when there is time.
  static final long WORTHWHILE_FRAMES = 1000;

  /// Worth a part's copying beside the writer: a page that changes often is copied once a part.
  static final long PART_FRAMES = 4096;

  /// 64 MiB: under unbroken load reads slow down and recovery after a crash takes longer with the
  /// log's length, so it is begun anew although somebody waits. Half of it has pages copied more
  /// often, twice as much no less often (`docs/performance.md`).
  static final long NECESSARY_FRAMES = 16384;

  /// 256 MiB: here reads that come have to wait, and the writer copies whatever is left, should the
  /// other thread not keep up.
  static final long MOST_FRAMES = 4 * NECESSARY_FRAMES;

  /// What is due.
  enum Step {
    NONE,

    /// Another thread copies what the log has, while the writer goes on.
    COPY_BESIDE,

    /// The writer copies what is left, so that the log can be begun anew.
    COPY_HERE
  }

  /// How the last copy beside the writer went.
  enum LastCopy {
    UNHINDERED,

    /// A read kept frames from being copied: the writer could not copy them either.
    HELD_BACK,

    FAILED
  }

  /// Frames in the log when copying beside was last due.
  private long partBegunAt;

  /// Frames that a reader held back from the writer's own copy, as far as nobody copied them since.
  private long leftBehindFrames;

  /// Frames in the log when a copy was last seen held back: from there on the other thread has the
  /// same room again to make up for it.
  private long heldBackAt;

  /// Frames in the log from which on reads have to wait.
  private long pauseAt = MOST_FRAMES;

  /// The step that is due now, which is taken to be done.
  ///
  /// @param nobodyWaits whether the queue is empty
  Step next(LogFrames log, boolean nobodyWaits, LastCopy lastCopy) {
    if (log.total() < partBegunAt) { // the log was begun anew
      partBegunAt = 0;
      heldBackAt = 0;
      pauseAt = MOST_FRAMES;
    }
    if (lastCopy == LastCopy.HELD_BACK) {
      heldBackAt = log.total();
    }
    leftBehindFrames = Math.min(leftBehindFrames, log.pending());
    boolean littleLeft = log.pending() < PART_FRAMES;
    if (log.total() >= NECESSARY_FRAMES
        && (littleLeft || lastCopy == LastCopy.FAILED || log.total() >= heldBackAt + MOST_FRAMES)) {
      // A reader that holds frames back would make every further attempt futile and as dear.
      boolean worthwhile = log.pending() >= leftBehindFrames + WORTHWHILE_FRAMES;
      return worthwhile ? Step.COPY_HERE : Step.NONE;
    }
    if (log.total() - partBegunAt >= (nobodyWaits ? WORTHWHILE_FRAMES : PART_FRAMES)) {
      partBegunAt = log.total();
      return Step.COPY_BESIDE;
    }
    return Step.NONE;
  }

  /// Whether reads that come are to wait from now on: once for each 256 MiB that the log has grown.
  boolean pauseDue(LogFrames log) {
    if (log.total() < pauseAt) {
      return false;
    }
    pauseAt = log.total() + MOST_FRAMES;
    return true;
  }

  /// Tells what the writer's own copy left behind.
  void leftBehind(long frames) {
    leftBehindFrames = frames;
  }
}
