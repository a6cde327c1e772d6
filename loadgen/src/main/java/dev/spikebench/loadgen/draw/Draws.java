package dev.spikebench.loadgen.draw;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Random numbers of one event or request: a function of seed and index alone, so that it looks the
/// same whatever was rendered before it. The mixing function is that of
/// [java.util.SplittableRandom]. One thread; reused from event to event.
public final class Draws {
  private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

  /// Keeps the numbers of one event apart from those of the next.
  private static final int STREAM_SHIFT = 20;

  private static final double UNIT = 0x1.0p-53;

  private static final long VERSION_MASK = 0xFFFF_FFFF_FFFF_0FFFL;
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
  private static final long VARIANT_RFC_9562 = 0x8000_0000_0000_0000L;

  private final long seed;
  private long state;

  /// @param seed the run's seed
  /// @param purpose tells apart what is drawn for different ends from the same seed
  public Draws(long seed, long purpose) {
    this.seed = mix(mix(seed + GOLDEN_GAMMA) + purpose * GOLDEN_GAMMA);
  }

  /// Begins the numbers of an event or request.
  public void at(long index) {
    state = mix(seed + (index << STREAM_SHIFT) * GOLDEN_GAMMA);
  }

  /// The next number, 0 … bound - 1. The bias of this multiplication is below bound / 2^64.
  public long below(long bound) {
    return Math.unsignedMultiplyHigh(next(), bound);
  }

  /// The next number, 0 … 1, 1 excluded.
  public double unit() {
    return (next() >>> 11) * UNIT;
  }

  /// A UUID of version 4 made of the next two numbers.
  public String uuid() {
    return uuid(next(), next());
  }

  /// The UUID at a place of the sequence of UUIDs, each made of two of the numbers that
  /// [java.util.SplittableRandom] draws from a seed.
  ///
  /// @param place from 0
  public static String uuidAt(long seed, long place) {
    return uuid(splittable(seed, 2 * place), splittable(seed, 2 * place + 1));
  }

  /// A seed for what must differ from run to run. A cryptographic digest keeps nonces that differ
  /// in one character apart.
  public static long seedOf(String nonce, long seed) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
      return ByteBuffer.wrap(digest.digest(nonce.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  private static String uuid(long high, long low) {
    return new UUID((high & VERSION_MASK) | VERSION_4, (low & VARIANT_MASK) | VARIANT_RFC_9562)
        .toString();
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
