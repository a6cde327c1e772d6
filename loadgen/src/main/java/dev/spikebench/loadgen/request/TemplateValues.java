package dev.spikebench.loadgen.request;

import dev.spikebench.loadgen.draw.Draws;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// What the placeholders of a body template stand for in one part of a run, a function of nonce,
/// instant, seed and the number of the request. One thread.
public final class TemplateValues {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final long PURPOSE_NUMBERS = 3;
  private static final long PURPOSE_UUIDS = 4;

  private final String nonce;
  private final String timestamp;
  private final Draws numbers;
  private final Draws uuids;

  /// @param nonce what no other run has
  /// @param instant the run's instant, cut to milliseconds
  /// @param seed seed of random numbers; the nonce goes into UUIDs besides, so that no two runs
  ///   send the same
  public TemplateValues(String nonce, Instant instant, long seed) {
    this.nonce = nonce;
    this.timestamp = TIMESTAMP.format(instant);
    this.numbers = new Draws(seed, PURPOSE_NUMBERS);
    this.uuids = new Draws(Draws.seedOf(nonce, seed), PURPOSE_UUIDS);
  }

  void at(long index) {
    numbers.at(index);
    uuids.at(index);
  }

  String nonce() {
    return nonce;
  }

  String timestamp() {
    return timestamp;
  }

  String uuid() {
    return uuids.uuid();
  }

  long random(long least, long most) {
    return least + numbers.below(most - least + 1);
  }
}
