package dev.spikebench.loadgen.workload;

import dev.spikebench.loadgen.draw.Draws;

/// The event ids of one run, a function of the index of the event. Immutable.
final class EventIds {
  private static final int INDEX_DIGITS = 9;

  private final EventIdShape shape;
  private final String nonce;
  private final long randomSeed;

  EventIds(EventIdShape shape, String nonce, long seed) {
    this.shape = shape;
    this.nonce = nonce;
    // With the nonce, because two runs with one seed must not send the same ids: the second would
    // be all duplicates.
    this.randomSeed = Draws.seedOf(nonce, seed);
  }

  /// The id of the event with the index given.
  String of(long index) {
    return switch (shape) {
      case SEQUENTIAL -> sequential(index);
      case RANDOM -> Draws.uuidAt(randomSeed, index);
    };
  }

  private String sequential(long index) {
    String digits = Long.toString(index);
    StringBuilder id = new StringBuilder(nonce.length() + 1 + INDEX_DIGITS);
    id.append(nonce).append('-');
    id.repeat('0', Math.max(0, INDEX_DIGITS - digits.length()));
    return id.append(digits).toString();
  }
}
