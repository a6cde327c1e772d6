package dev.spikebench.loadgen.stream;

import java.util.Arrays;

/// Bytes that are added to until they are done with. Grows up to a limit and no further. One
/// thread.
final class ByteStore {
  private static final int INITIAL_BYTES = 1024;

  private final String what;
  private final int maxBytes;
  private byte[] bytes;
  private int length;

  /// @param what what is kept, for the message of the exception
  /// @param maxBytes most bytes kept
  ByteStore(String what, int maxBytes) {
    this.what = what;
    this.maxBytes = maxBytes;
    this.bytes = new byte[Math.min(INITIAL_BYTES, maxBytes)];
  }

  /// @throws EventStreamException if so many bytes more would be more than the limit
  void requireRoom(int count) {
    if (count > maxBytes - length) {
      throw new EventStreamException(what, maxBytes);
    }
  }

  /// @throws EventStreamException if there would be more than the limit
  void append(byte[] source, int from, int to) {
    int count = to - from;
    requireRoom(count);
    if (count > bytes.length - length) {
      long doubled = Math.max(bytes.length * 2L, length + (long) count);
      bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, doubled));
    }
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  void append(byte value) {
    append(new byte[] {value}, 0, 1);
  }

  void clear() {
    length = 0;
  }

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  boolean isEmpty() {
    return length == 0;
  }
}
