package dev.spikebench.loadgen.stream;

/// Is told what a stream holds, on the thread that feeds its reader and in the order of the stream.
public interface EventStreamListener {
  /// A message is complete.
  ///
  /// @param message valid only during the call: the next one overwrites it
  void message(StreamMessage message);

  /// A comment line.
  ///
  /// @param text what follows its colon, a leading space included
  default void comment(String text) {}

  /// The server says how long to wait before connecting anew.
  ///
  /// @param milliseconds that time; [Long#MAX_VALUE] where the digits stand for more
  default void retry(long milliseconds) {}
}
