package dev.spikebench.loadgen.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A fixed number of bits that several threads set and read, in words of 64. Any thread.
final class AtomicBits {
  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] words;

  AtomicBits(int bits) {
    words = new long[Math.ceilDiv(bits, Long.SIZE)];
  }

  /// Sets one bit; returns whether it was clear before.
  boolean set(int bit) {
    long mask = 1L << bit;
    return ((long) WORD.getAndBitwiseOr(words, bit / Long.SIZE, mask) & mask) == 0;
  }

  boolean get(int bit) {
    return (word(bit / Long.SIZE) & (1L << bit)) != 0;
  }

  long word(int index) {
    return (long) WORD.getAcquire(words, index);
  }

  /// Clears a word and returns what it was.
  long take(int index) {
    return (long) WORD.getAndSet(words, index, 0L);
  }
}
