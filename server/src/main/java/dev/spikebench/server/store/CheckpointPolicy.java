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

  /// 256 MiB: here reads that come have to wait, and the writer copies whatever is left as soon as
  /// no read holds it back.
  static final long MOST_FRAMES = 4 * NECESSARY_FRAMES;

  /// What is to be done with the log.
  enum Step {
    NONE,

    /// Another thread copies what the log has, while the writer goes on.
    COPY_BESIDE,

    /// The writer copies what is left, so that the log can be begun anew.
    COPY_HERE
  }

  /// What is due now.
  ///
  /// @param pauseReads whether reads that come have to wait from now on, which goes before the
  ///   step: that may end the pause
  record Due(Step step, boolean pauseReads) {}

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

  /// Frames in the log from which on reads have to wait, once for each 256 MiB.
  private long pauseAt = MOST_FRAMES;

  /// Whether the log is too long since a pause of the reads was due.
  private boolean tooLong;

  /// What is due now, which is taken to be done.
  ///
  /// @param nobodyWaits whether the queue is empty
  Due next(LogFrames log, boolean nobodyWaits, LastCopy lastCopy) {
    if (log.total() < partBegunAt) { // the log was begun anew
      partBegunAt = 0;
      pauseAt = MOST_FRAMES;
      tooLong = false;
    }
    boolean pauseReads = log.total() >= pauseAt;
    if (pauseReads) {
      pauseAt = log.total() + MOST_FRAMES;
      tooLong = true;
    }
    return new Due(step(log, nobodyWaits, lastCopy), pauseReads);
  }

  private Step step(LogFrames log, boolean nobodyWaits, LastCopy lastCopy) {
    leftBehindFrames = Math.min(leftBehindFrames, log.pending());
    boolean littleLeft = log.pending() < PART_FRAMES;
    boolean besideIsTooSlow = tooLong && lastCopy == LastCopy.UNHINDERED;
    if (log.total() >= NECESSARY_FRAMES
        && (littleLeft || besideIsTooSlow || lastCopy == LastCopy.FAILED)) {
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

  /// Tells what the writer's own copy left behind.
  void leftBehind(long frames) {
    leftBehindFrames = frames;
    if (frames == 0) {
      tooLong = false; // the next commit begins it anew, unless somebody reads from it
    }
  }
}
