package dev.spikebench.loadgen.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds the ends of lines, eight bytes at a time: every byte of every stream passes here.
final class LineEnds {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long LINE_FEEDS = ONES * '\n';
  private static final long CARRIAGE_RETURNS = ONES * '\r';

  private LineEnds() {}

  /// Index of the first CR or LF, or the limit where there is none.
  ///
  /// The usual test for a zero byte, `(x - 0x01…) & ~x & 0x80…`: its lowest bit that is set marks
  /// the first zero byte exactly, and in little-endian order that is the first in the array.
  static int find(byte[] bytes, int from, int limit) {
    int at = from;
    for (; at + Long.BYTES <= limit; at += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, at);
      long feeds = eight ^ LINE_FEEDS;
      long returns = eight ^ CARRIAGE_RETURNS;
      long hits = (((feeds - ONES) & ~feeds) | ((returns - ONES) & ~returns)) & HIGH_BITS;
      if (hits != 0) {
        return at + Long.numberOfTrailingZeros(hits) / Byte.SIZE;
      }
    }
    while (at < limit && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    return at;
  }
}
