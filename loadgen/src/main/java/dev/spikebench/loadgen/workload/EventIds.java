package dev.spikebench.loadgen.workload;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The event ids of one run, in order. One thread.
final class EventIds {
  private static final int INDEX_DIGITS = 9;
  private static final long VERSION_MASK = 0xFFFF_FFFF_FFFF_0FFFL;
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
  private static final long VARIANT_RFC_9562 = 0x8000_0000_0000_0000L;

  private final String nonce;
  private final @Nullable SplittableRandom random;

  EventIds(EventIdShape shape, String nonce, long seed) {
    this.nonce = nonce;
    this.random =
        switch (shape) {
          case SEQUENTIAL -> null;
          case RANDOM -> new SplittableRandom(mix(nonce, seed));
        };
  }

  /// The id of the event with the index given. Random ones depend on being asked for in order.
  String next(long index) {
    if (random == null) {
      return sequential(index);
    }
    long high = (random.nextLong() & VERSION_MASK) | VERSION_4;
    long low = (random.nextLong() & VARIANT_MASK) | VARIANT_RFC_9562;
    return new UUID(high, low).toString();
  }

  private String sequential(long index) {
    String digits = Long.toString(index);
    StringBuilder id = new StringBuilder(nonce.length() + 1 + INDEX_DIGITS);
    id.append(nonce).append('-');
    id.repeat('0', Math.max(0, INDEX_DIGITS - digits.length()));
    return id.append(digits).toString();
  }

  /// The nonce is mixed in because two runs with one seed must not send the same ids: the second
  /// would be all duplicates. A cryptographic digest keeps nonces that differ in one character
  /// apart.
  private static long mix(String nonce, long seed) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
      return ByteBuffer.wrap(digest.digest(nonce.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
