package dev.spikebench.parity.run;

import dev.spikebench.parity.script.Scenario;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/// Letters that no run has had before, each as long as the token they replace. One thread.
final class Nonces {
  private static final int RADIX = 36;
  private static final int LENGTH = Scenario.NONCE.length();
  private static final long SPACE = (long) Math.pow(RADIX, LENGTH);

  private long next = ThreadLocalRandom.current().nextLong(SPACE);

  String next() {
    next = (next + 1) % SPACE;
    String letters = Long.toString(next, RADIX).toLowerCase(Locale.ROOT);
    return "0".repeat(LENGTH - letters.length()) + letters;
  }
}
