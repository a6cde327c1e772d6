package dev.spikebench.loadgen.workload;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// The event ids of one run, a function of the index of the event. Immutable.
final class EventIds {
  private static final int INDEX_DIGITS = 9;
  private static final long VERSION_MASK = 0xFFFF_FFFF_FFFF_0FFFL;
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
  private static final long VARIANT_RFC_9562 = 0x8000_0000_0000_0000L;

  private final EventIdShape shape;
  private final String nonce;
  private final long randomSeed;

  EventIds(EventIdShape shape, String nonce, long seed) {
    this.shape = shape;
    this.nonce = nonce;
    this.randomSeed = mix(nonce, seed);
  }

  /// The id of the event with the index given.
  String of(long index) {
    return switch (shape) {
      case SEQUENTIAL -> sequential(index);
      case RANDOM -> random(index);
    };
  }

  private String random(long index) {
    long high = (Draws.splittable(randomSeed, 2 * index) & VERSION_MASK) | VERSION_4;
    long low = (Draws.splittable(randomSeed, 2 * index + 1) & VARIANT_MASK) | VARIANT_RFC_9562;
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
