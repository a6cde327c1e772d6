package dev.spikebench.loadgen.workload;

/// Random numbers of one event: a function of seed and index alone, so that an event looks the same
/// whatever was rendered before it. The mixing function is that of [java.util.SplittableRandom].
/// One thread; reused from event to event.
final class Draws {
  private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

  /// Keeps the numbers of one event apart from those of the next.
  private static final int STREAM_SHIFT = 20;

  private static final double UNIT = 0x1.0p-53;

  private final long seed;
  private long state;

  /// @param seed the run's seed
  /// @param purpose tells apart what is drawn for different ends from the same seed
  Draws(long seed, long purpose) {
    this.seed = mix(mix(seed + GOLDEN_GAMMA) + purpose * GOLDEN_GAMMA);
  }

  /// Begins the numbers of an event.
  void at(long index) {
    state = mix(seed + (index << STREAM_SHIFT) * GOLDEN_GAMMA);
  }

  /// The next number, 0 … bound - 1. The bias of this multiplication is below bound / 2^64.
  long below(long bound) {
    return Math.unsignedMultiplyHigh(next(), bound);
  }

  /// The next number, 0 … 1, 1 excluded.
  double unit() {
    return (next() >>> 11) * UNIT;
  }

  private long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /// The number at a place of the sequence that [java.util.SplittableRandom] draws from a seed.
  ///
  /// @param place from 0
  static long splittable(long seed, long place) {
    return mix(seed + (place + 1) * GOLDEN_GAMMA);
  }

  /// David Stafford's 13th variant of the MurmurHash3 finaliser, from "Better Bit Mixing" (2011).
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ (mixed >>> 31);
  }
}
