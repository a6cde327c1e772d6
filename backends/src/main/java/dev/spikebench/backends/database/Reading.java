package dev.spikebench.backends.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Reads from a place in a file until a buffer is full.
final class Reading {

  private Reading() {}

  /// Fills the buffer from its position to its limit.
  ///
  /// @return false where the file ends before
  static boolean full(FileChannel channel, ByteBuffer into, long at) throws IOException {
    long place = at;
    while (into.hasRemaining()) {
      int read = channel.read(into, place);
      if (read < 0) {
        return false;
      }
      place += read;
    }
    return true;
  }
}
