package dev.spikebench.loadgen.nullserver;

/// Counts the events of a batch without building anything from it: the null server has to cost less
/// than the client it measures.
final class EventCounter {
  /// The body is depth 1, its `events` array 2, each event 3.
  private static final int EVENT_DEPTH = 3;

  private EventCounter() {}

  /// Counts the objects directly inside the array of a well-formed `{"events":[…]}`.
  static int count(byte[] bytes, int offset, int length) {
    int depth = 0;
    int events = 0;
    boolean inString = false;
    for (int i = offset; i < offset + length; i++) {
      byte each = bytes[i];
      if (inString) {
        if (each == '\\') {
          i++;
        } else if (each == '"') {
          inString = false;
        }
      } else if (each == '"') {
        inString = true;
      } else if (each == '{' || each == '[') {
        depth++;
        if (depth == EVENT_DEPTH && each == '{') {
          events++;
        }
      } else if (each == '}' || each == ']') {
        depth--;
      }
    }
    return events;
  }
}
