package dev.spikebench.server.store;

/// What one copying of the log beside the writer came to.
///
/// @param begunAt frames that the log had when it began
/// @param after the log when it had ended
record LogCopy(long begunAt, LogFrames after) {

  /// Whether a read that began earlier kept frames from being copied. Frames that were written
  /// meanwhile are nobody's fault.
  boolean heldBack() {
    return after.copied() < begunAt;
  }

  /// Whether the database has all of the log and nobody wrote meanwhile: reads that begin now need
  /// nothing of the log and don't keep it from being begun anew.
  boolean complete() {
    return after.pending() == 0;
  }
}
