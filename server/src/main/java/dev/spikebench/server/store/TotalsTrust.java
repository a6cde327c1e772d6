package dev.spikebench.server.store;

/// Whether the stored totals can be believed. Only this backend keeps them, so what another program
/// does to the events goes past them; the writer notices that it has been, a reader then compares
/// the number of events. Any thread.
///
/// Events that others add need no distrust, for they have ids that the totals do not cover yet.
final class TotalsTrust {

  private volatile long foreignWrites = 1;
  private volatile long checkedWrites;
  private volatile long eventsSeen;
  private volatile boolean wrong;

  /// Another connection has written, or the file may be another one: writer thread only.
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread alone counts
  void othersWrote() {
    foreignWrites++;
  }

  /// A count that rises with each such case.
  long foreignWrites() {
    return foreignWrites;
  }

  /// Whether the totals have been compared with the events since then.
  boolean isChecked(long writes) {
    return checkedWrites >= writes;
  }

  /// How many events there were when somebody last looked.
  long eventsSeen() {
    return eventsSeen;
  }

  /// Takes note of how many there are.
  void sawEvents(long events) {
    eventsSeen = events;
  }

  /// The comparison was made, and they agreed.
  void agreed(long writes) {
    if (writes > checkedWrites) {
      checkedWrites = writes; // of two at once the lesser may win, which costs one more comparison
    }
  }

  /// The comparison was made, and they did not: they must be made anew.
  void disagreed() {
    wrong = true;
  }

  /// Whether they must be made anew.
  boolean isWrong() {
    return wrong;
  }

  /// They are being made anew: writer thread only.
  void startedAnew() {
    wrong = false;
  }
}
