package dev.spikebench.loadgen.target;

import java.time.Duration;

/// How fast a reader takes what a stream sends.
///
/// @param receiveBufferBytes what the system may hold for it, as far as the system lets itself be
///   told; 0 for the system's own choice
/// @param bytesAtOnce most bytes taken in one go
/// @param pause time between two goes
public record ReaderPace(int receiveBufferBytes, int bytesAtOnce, Duration pause) {
  /// As fast as it comes.
  public static final ReaderPace PROMPT = new ReaderPace(0, 64 * 1024, Duration.ZERO);

  /// Some five kilobytes a second: fast enough not to be taken for dead, and a thousand times too
  /// slow for any load.
  public static final ReaderPace SLOW = new ReaderPace(4 * 1024, 512, Duration.ofMillis(100));
}
