package dev.spikebench.server.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that a test sets.
final class TestClock implements InstantSource {

  private volatile Instant now = Instant.parse("2026-02-25T12:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  void set(String moment) {
    now = Instant.parse(moment);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one test thread sets it
  void advance(Duration step) {
    now = now.plus(step);
  }
}
