package dev.spikebench.loadgen.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Stands for an event id: 64 bits mixed from its bytes, so that ids of any shape can be looked up
/// without a string. Among the million events that are looked up at most, two share a key with a
/// probability of one in thirty million.
final class EventKey {
  /// The key of no id at all; no id has it.
  static final long NONE = 0;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// The golden ratio in 64 bits, odd: multiplying by it loses nothing and spreads low bits
  /// upwards.
  private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

  private static final int FOLD = 32;

  private EventKey() {}

  /// The key of the id in UTF-8 between two indexes.
  static long of(byte[] bytes, int from, int to) {
    long key = (long) to - from;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      key = mixed(key ^ (long) LONGS.get(bytes, at));
    }
    long rest = 0;
    for (; at < to; at++) {
      rest = (rest << Byte.SIZE) | (bytes[at] & 0xFF);
    }
    key = mixed(mixed(key ^ rest));
    return key == NONE ? FACTOR : key;
  }

  private static long mixed(long value) {
    long product = value * FACTOR;
    return product ^ (product >>> FOLD);
  }
}
