package dev.spikebench.parity.run;

import dev.spikebench.parity.script.Scenario;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Letters that no run has had before, each as long as the token they replace. Thread-safe.
final class Nonces {
  private static final int RADIX = 36;
  private static final int LENGTH = Scenario.NONCE.length();
  private static final long SPACE = (long) Math.pow(RADIX, LENGTH);

  private final AtomicLong last = new AtomicLong(ThreadLocalRandom.current().nextLong(SPACE));

  String next() {
    long next = last.incrementAndGet() % SPACE;
    String letters = Long.toString(next, RADIX).toLowerCase(Locale.ROOT);
    return "0".repeat(LENGTH - letters.length()) + letters;
  }
}
